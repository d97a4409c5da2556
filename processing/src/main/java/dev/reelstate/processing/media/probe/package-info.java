/**
 * Internal: determines what a file contains. Tracks, durations, first pictures, and where a film
 * may be cut into parts.
 */
@NullMarked
package dev.reelstate.processing.media.probe;

import org.jspecify.annotations.NullMarked;
