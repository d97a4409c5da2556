package dev.reelstate.evaluation.statistics;

import org.jspecify.annotations.Nullable;

/**
 * The difference of two figures, as if they were independent, from their intervals: the method of
 * variance estimates recovery, by Zou and Donner, "Construction of Confidence Limits about Effect
 * Measures", 2008.
 *
 * @param below how far an interval reaches below its value
 * @param above how far it reaches above its value
 */
record Unpaired(double below, double above) {

  /**
   * The estimate of a change.
   *
   * @param change the figure minus the baseline's
   * @param run the interval of the figure, or null if it has none
   * @param base the interval of the baseline's, or null to take it to be as uncertain as the figure
   */
  static Estimate change(double change, @Nullable Interval run, @Nullable Interval base) {
    Unpaired own = margins(run);
    if (own == null) {
      return Estimate.unknown(change, "it has no interval");
    }
    Unpaired known = margins(base);
    double widest = Math.max(own.below, own.above);
    Unpaired other = known == null ? new Unpaired(widest, widest) : known;
    return new Estimate(
        change,
        change - StrictMath.hypot(own.below, other.above),
        change + StrictMath.hypot(own.above, other.below),
        true,
        "");
  }

  private static @Nullable Unpaired margins(@Nullable Interval interval) {
    if (interval == null || interval.value() == null) {
      return null;
    }
    double value = interval.value();
    Estimate estimate =
        value >= 0 && value <= 1 ? Estimate.ofRate(interval) : Estimate.of(interval);
    Double low = estimate.low();
    Double high = estimate.high();
    return low == null || high == null
        ? null
        : new Unpaired(Math.max(0, value - low), Math.max(0, high - value));
  }
}
