package dev.reelstate.event;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far work has progressed.
 *
 * @param fraction 0 to 1, or null while unknown; 1 only after the last commit
 * @param rate seconds of video processed per second of elapsed time, or null while unknown
 * @param timeLeft the estimated time remaining, or null while unknown
 */
public record Progress(
    @Nullable Double fraction,
    @Nullable Double rate,
    @Nullable Duration timeLeft) {

  /** Nothing is known. */
  public static final Progress UNKNOWN = new Progress(null, null, null);

  /** Everything is done and committed. */
  public static final Progress DONE = new Progress(1.0, null, Duration.ZERO);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the fraction is not between 0 and 1
   */
  public Progress {
    if (fraction != null && !(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "Progress is a fraction from 0 to 1, not " + fraction + ".");
    }
  }
}
