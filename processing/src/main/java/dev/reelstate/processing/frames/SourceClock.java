package dev.reelstate.processing.frames;

import java.math.BigInteger;

/**
 * Converts timestamps of the source to presentation times.
 *
 * @param numerator of the length of a tick in seconds, positive
 * @param denominator of the length of a tick in seconds, positive
 * @param start the source's time at which the presentation starts, in microseconds
 */
record SourceClock(int numerator, int denominator, long start) {

  private static final long SECOND = 1_000_000;

  /** The largest numerator for which a product with microseconds fits into 64 bits. */
  private static final int SMALL = 2048;

  SourceClock {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException(
          "A time base must be positive, not " + numerator + "/" + denominator + ".");
    }
  }

  /** The time from the start of the presentation, rounded to microseconds. */
  long micros(long stamp) {
    return sourceMicros(stamp) - start;
  }

  private long sourceMicros(long stamp) {
    long whole = Math.floorDiv(stamp, (long) denominator);
    long rest = Math.floorMod(stamp, (long) denominator);
    boolean small = numerator <= SMALL && Math.abs(whole) < Long.MAX_VALUE / SECOND / SMALL;
    return small
        ? whole * SECOND * numerator + (rest * SECOND * numerator + denominator / 2) / denominator
        : BigInteger.valueOf(stamp)
            .multiply(BigInteger.valueOf(SECOND * numerator))
            .divide(BigInteger.valueOf(denominator))
            .longValue();
  }
}
