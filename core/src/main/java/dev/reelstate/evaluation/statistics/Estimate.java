package dev.reelstate.evaluation.statistics;

import dev.reelstate.evaluation.statistics.Interval.Status;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A number to be held against a limit, with its range; or why there is none.
 *
 * @param value the number, or null if it has none
 * @param low the lower end of its range, or null if it cannot be judged
 * @param high the upper end of its range, or null if it cannot be judged
 * @param unpaired whether it compares runs as if they were independent
 * @param remark why it cannot be judged; empty otherwise
 */
record Estimate(
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    boolean unpaired,
    String remark) {

  static Estimate exactly(double value) {
    return new Estimate(value, value, value, false, "");
  }

  static Estimate unknown(@Nullable Double value, String remark) {
    return new Estimate(value, null, null, false, remark);
  }

  /**
   * The estimate of a figure or a difference. One that is the same in all samples is taken as
   * exact.
   */
  static Estimate of(Interval interval) {
    Double value = interval.value();
    return value != null && interval.status() == Status.UNVARIED
        ? exactly(value)
        : new Estimate(value, interval.low(), interval.high(), false, why(interval));
  }

  /**
   * The estimate of a figure from 0 to 1. One that is the same in all samples is taken to be at its
   * worst on as large a share of all sequences as those at hand can have missed.
   */
  static Estimate ofRate(Interval interval) {
    Double value = interval.value();
    if (value == null || interval.status() != Status.UNVARIED) {
      return of(interval);
    }
    double tail = (1 - interval.settings().confidence()) / 2;
    double missed = 1 - StrictMath.pow(tail, 1.0 / interval.sequences());
    return new Estimate(value, value * (1 - missed), value + (1 - value) * missed, false, "");
  }

  private static String why(Interval interval) {
    return switch (interval.status()) {
      case KNOWN, UNVARIED -> "";
      case NO_VALUE -> "it has no value";
      case TOO_FEW_SEQUENCES ->
        "an interval needs " + Bootstrap.FEWEST_SEQUENCES + " sequences, and there are "
            + interval.sequences();
      case TOO_FEW_VALUES ->
        String.format(
            Locale.ROOT, "it has a value in only %.0f %% of the samples", interval.share() * 100);
    };
  }
}
