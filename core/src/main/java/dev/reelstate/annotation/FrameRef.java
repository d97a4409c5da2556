package dev.reelstate.annotation;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Identifies one frame of a video. Its presentation timestamp is authoritative; a timestamp
 * calculated from an index and a frame rate is only an estimate and is marked as one. Immutable and
 * thread-safe.
 *
 * @param index its position in presentation order as its source counts, or null when unknown; not
 *     negative
 * @param pts its presentation timestamp, from the start of the video; not negative
 * @param estimated whether the timestamp was only calculated from the index; the exact one can be
 *     looked up in the file
 */
public record FrameRef(@Nullable Long index, Duration pts, boolean estimated) {

  /** The latest time that a frame may have: what fits into 64 bits of nanoseconds, 292 years. */
  public static final Duration MAX_PTS = Duration.ofNanos(Long.MAX_VALUE);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the index or the timestamp is negative, or an estimated
   *     timestamp has no index
   */
  public FrameRef {
    Objects.requireNonNull(pts, "pts");
    if (index != null && index < 0) {
      throw new IllegalArgumentException(
          "A frame's index must not be negative, but is " + index + ".");
    }
    if (pts.isNegative()) {
      throw new IllegalArgumentException(
          "A frame must not precede the start of its video, but is at " + pts + ".");
    }
    if (pts.compareTo(MAX_PTS) > 0) {
      throw new IllegalArgumentException(
          "A frame's time is at most 292 years, but is " + pts + ".");
    }
    if (estimated && index == null) {
      throw new IllegalArgumentException("An estimated timestamp needs an index.");
    }
  }

  /** A frame known only by its time. */
  public static FrameRef at(Duration pts) {
    return new FrameRef(null, pts, false);
  }

  /** A frame known by its index and time. */
  public static FrameRef of(long index, Duration pts) {
    return new FrameRef(index, pts, false);
  }

  /** A frame known only by its index. The time is wrong wherever frames are unevenly spaced. */
  public static FrameRef estimated(long index, Duration pts) {
    return new FrameRef(index, pts, true);
  }
}
