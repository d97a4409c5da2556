/**
 * Internal: the accepted containers, recognised by their first bytes before anything native sees a
 * file.
 */
@NullMarked
package dev.reelstate.processing.media.container;

import org.jspecify.annotations.NullMarked;
