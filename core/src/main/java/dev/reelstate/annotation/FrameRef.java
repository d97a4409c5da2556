package dev.reelstate.annotation;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names one frame of a video. What counts is its presentation timestamp; a number over a frame rate
 * is only an estimate of it, and says so. Immutable and thread-safe.
 *
 * @param index its place in presentation order as its source counts, or null when unknown; not
 *     negative
 * @param pts its presentation timestamp, from the start of the video; not negative
 * @param estimated whether the timestamp was only reckoned from the index; whoever has the file can
 *     look it up
 */
public record FrameRef(@Nullable Long index, Duration pts, boolean estimated) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the index or the timestamp is negative, or one is estimated
   *     from no index
   */
  public FrameRef {
    Objects.requireNonNull(pts, "pts");
    if (index != null && index < 0) {
      throw new IllegalArgumentException("A frame has no negative index, not " + index + ".");
    }
    if (pts.isNegative()) {
      throw new IllegalArgumentException(
          "A frame is not before the start of its video, not at " + pts + ".");
    }
    if (estimated && index == null) {
      throw new IllegalArgumentException("A timestamp is estimated from an index.");
    }
  }

  /** A frame of which only the time is known. */
  public static FrameRef at(Duration pts) {
    return new FrameRef(null, pts, false);
  }

  /** A frame of which place and time are known. */
  public static FrameRef of(long index, Duration pts) {
    return new FrameRef(index, pts, false);
  }

  /**
   * A frame of which only the place is known. The time is wrong wherever frames do not come evenly.
   */
  public static FrameRef estimated(long index, Duration pts) {
    return new FrameRef(index, pts, true);
  }
}
