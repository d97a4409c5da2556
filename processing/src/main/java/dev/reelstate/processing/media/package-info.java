/**
 * Internal: what host and worker say to each other about media (render specs and results, copying,
 * failures), in plain Java. The rooms below do the work: {@code container} tells files apart,
 * {@code libav} wraps the natives, {@code packaging}, {@code picture}, {@code sound} and
 * {@code still} make the outputs, {@code probe} inspects, and {@code pass} joins them all over one
 * decode.
 */
@NullMarked
package dev.reelstate.processing.media;

import org.jspecify.annotations.NullMarked;
