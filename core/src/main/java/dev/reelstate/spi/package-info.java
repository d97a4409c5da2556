/**
 * The service-provider interfaces: where videos are kept, where bytes are kept, and what is done
 * with them.
 */
@NullMarked
package dev.reelstate.spi;

import org.jspecify.annotations.NullMarked;
