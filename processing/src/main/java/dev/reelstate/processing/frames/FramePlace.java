package dev.reelstate.processing.frames;

import java.time.Duration;
import java.util.Objects;

/**
 * Where a rendition of the HLS package has a frame. Immutable and thread-safe.
 *
 * @param rung the rendition, such as {@code 720p}
 * @param segment the segment's place in the media playlist of the rendition, from 0
 * @param offset how long after the start of the segment the frame is shown; a player that has the
 *     whole package shows it at {@link MappedFrame#ref}
 */
public record FramePlace(String rung, int segment, Duration offset) {

  /** Checks that it says something. */
  public FramePlace {
    Objects.requireNonNull(rung, "rung");
    Objects.requireNonNull(offset, "offset");
  }
}
