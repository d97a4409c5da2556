package dev.reelstate.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * How events are scored. Immutable and thread-safe.
 *
 * @param tolerance how far a detection may be from the event that it finds, before or after it,
 *     inclusive; not negative, at most a day
 */
public record EventSettings(Duration tolerance) {

  private static final Duration LARGEST = Duration.ofDays(1);
  private static final int NANOS_PER_MILLI_DIGITS = 6;

  /**
   * Checks the tolerance.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public EventSettings {
    if (tolerance.isNegative() || tolerance.compareTo(LARGEST) > 0) {
      throw new IllegalArgumentException(
          "A tolerance must be from 0 to one day, but is " + tolerance + ".");
    }
  }

  /** A tolerance in milliseconds. */
  public static EventSettings ofMillis(long tolerance) {
    return new EventSettings(Duration.ofMillis(tolerance));
  }

  /** The parameters by name. */
  Map<String, String> parameters() {
    BigDecimal millis = BigDecimal.valueOf(tolerance.toNanos(), NANOS_PER_MILLI_DIGITS);
    return Map.of("toleranceMillis", millis.stripTrailingZeros().toPlainString());
  }
}
