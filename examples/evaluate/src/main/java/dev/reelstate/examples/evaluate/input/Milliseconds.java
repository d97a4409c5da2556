package dev.reelstate.examples.evaluate.input;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Reads times in milliseconds. */
public final class Milliseconds {

  private static final int DIGITS_OF_NANOS = 6;

  /** More than the digits before the point of any time, of which 2^63 nanoseconds have 13. */
  private static final int TOO_MANY_DIGITS = 14;

  private Milliseconds() {}

  /**
   * A time, rounded to nanoseconds.
   *
   * @throws IllegalArgumentException if this is no number, or it is negative or too large
   */
  public static Duration parse(String text) {
    BigDecimal time = number(text);
    long digits = (long) time.precision() - time.scale();
    if (time.signum() < 0) {
      throw new IllegalArgumentException("The time " + text + " ms is negative.");
    }
    if (time.signum() == 0 || digits < -DIGITS_OF_NANOS) {
      return Duration.ZERO;
    }
    if (digits >= TOO_MANY_DIGITS) {
      throw tooLarge(text);
    }
    try {
      return Duration.ofNanos(
          time.movePointRight(DIGITS_OF_NANOS).setScale(0, RoundingMode.HALF_UP).longValueExact());
    } catch (ArithmeticException e) {
      throw tooLarge(text);
    }
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The time \"" + text + "\" is not a number of milliseconds.", e);
    }
  }

  private static IllegalArgumentException tooLarge(String text) {
    return new IllegalArgumentException("The time " + text + " ms is too large.");
  }
}
