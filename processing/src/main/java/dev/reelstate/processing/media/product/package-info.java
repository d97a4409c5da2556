/**
 * Internal: the products of a pass. Each one finishes, checks and describes itself once the threads
 * of the pass have ended; a new output is a new
 * {@link dev.reelstate.processing.media.product.Product}.
 */
@NullMarked
package dev.reelstate.processing.media.product;

import org.jspecify.annotations.NullMarked;
