package dev.reelstate.processing.media.libav;

import java.time.Duration;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The length of one tick in seconds, as a fraction.
 *
 * @param num numerator, positive
 * @param den denominator, positive
 */
public record TimeBase(int num, int den) {

  /**
   * The time base of all times after the demuxer: fine enough for every usual frame rate, and the
   * one that MPEG uses.
   */
  public static final TimeBase MEDIA = new TimeBase(1, 90_000);

  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** libav's own unit for containers. */
  public static final TimeBase MICROS = new TimeBase(1, 1_000_000);

  public static TimeBase of(AVRational rational) {
    return new TimeBase(rational.num(), rational.den());
  }

  /** Converts ticks to another time base, rounding to the nearest tick. */
  public long to(TimeBase other, long ticks) {
    return avutil.av_rescale(ticks, (long) num * other.den, (long) den * other.num);
  }

  /** Converts ticks to media ticks. */
  public long toMedia(long ticks) {
    return to(MEDIA, ticks);
  }

  public Duration duration(long ticks) {
    return Duration.ofNanos(to(new TimeBase(1, 1_000_000_000), ticks));
  }

  /** Converts a duration to the nearest number of ticks; more than a hundred years are as many. */
  public long ticks(Duration duration) {
    Duration sensible = duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    return new TimeBase(1, 1_000_000_000).to(this, sensible.toNanos());
  }

  /** Converts seconds to the nearest tick. */
  public long ticks(double seconds) {
    return Math.round(seconds * den / num);
  }

  public double seconds(long ticks) {
    return (double) ticks * num / den;
  }

  public void copyTo(AVRational target) {
    target.num(num).den(den);
  }
}
