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
   * What all times behind the demuxer are counted in: fine enough for every usual frame rate, and
   * what MPEG uses.
   */
  public static final TimeBase MEDIA = new TimeBase(1, 90_000);

  /** libav's own unit for containers. */
  public static final TimeBase MICROS = new TimeBase(1, 1_000_000);

  public static TimeBase of(AVRational rational) {
    return new TimeBase(rational.num(), rational.den());
  }

  /** Rounds to the nearest tick of the other base. */
  public long to(TimeBase other, long ticks) {
    return avutil.av_rescale(ticks, (long) num * other.den, (long) den * other.num);
  }

  /** A count of our ticks as media ticks. */
  public long toMedia(long ticks) {
    return to(MEDIA, ticks);
  }

  public Duration duration(long ticks) {
    return Duration.ofNanos(to(new TimeBase(1, 1_000_000_000), ticks));
  }

  /** The nearest number of ticks. */
  public long ticks(Duration duration) {
    return new TimeBase(1, 1_000_000_000).to(this, duration.toNanos());
  }

  public double seconds(long ticks) {
    return (double) ticks * num / den;
  }

  public void copyTo(AVRational target) {
    target.num(num).den(den);
  }
}
