/**
 * Internal: the plain Java values that host and worker exchange about media (render specs and
 * results, copying, failures). The packages below do the work: {@code container} recognises files,
 * {@code libav} wraps the natives, {@code packaging}, {@code picture}, {@code sound} and
 * {@code still} make the outputs, {@code probe} inspects, and {@code pass} joins them all over one
 * decode.
 */
@NullMarked
package dev.reelstate.processing.media;

import org.jspecify.annotations.NullMarked;
