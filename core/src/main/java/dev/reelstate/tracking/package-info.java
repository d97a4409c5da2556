/**
 * Follows objects from frame to frame, so that boxes of one object share a track.
 *
 * <p>{@link dev.reelstate.tracking.Tracker} takes frame after frame;
 * {@link dev.reelstate.tracking.Tracking} takes a whole video.
 */
@NullMarked
package dev.reelstate.tracking;

import org.jspecify.annotations.NullMarked;
