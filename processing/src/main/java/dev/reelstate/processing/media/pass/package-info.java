/**
 * Internal: one decode feeds every output. The plan, the threads of a pass, and the products that
 * it finishes.
 */
@NullMarked
package dev.reelstate.processing.media.pass;

import org.jspecify.annotations.NullMarked;
