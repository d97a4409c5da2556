package dev.reelstate.evaluation.statistics;

import dev.reelstate.evaluation.statistics.Interval.Status;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The interval of one figure, from its values in the samples and from those without one part of the
 * sequences each.
 *
 * <p>The method is Efron's BCa ("Better Bootstrap Confidence Intervals", 1987) with two corrections
 * for few sequences, because samples of n vary too little by the factor √((n - 1) / n), and because
 * their spread is itself only estimated. The normal quantile is therefore replaced by √(n / (n -
 * 1)) times Student's, as Hesterberg does for percentiles ("What Teachers Should Know About the
 * Bootstrap", 2015). Student's degrees of freedom are n - 1, or fewer if few sequences decide most:
 * those at which a chi-squared variable varies as much as a variance that is estimated from
 * influences with this kurtosis.
 */
final class IntervalEstimate {

  /** The fewest degrees of freedom at which Student's quantile is known well. */
  private static final double FEWEST_DEGREES = 4;

  /** Differences that come from the order in which numbers were added. */
  private static final double ROUNDING = 1e-12;

  private final double value;
  private final double[] sorted;
  private final double share;
  private final double[] influences;
  private final int sequences;
  private final BootstrapSettings settings;

  /**
   * @param value the figure, or NaN
   * @param samples its values in the samples; NaN where there is none
   * @param without its values without a part of the sequences; NaN where there is none
   */
  IntervalEstimate(
      double value, double[] samples, double[] without, int sequences, BootstrapSettings settings) {
    this.value = value;
    this.sorted = Arrays.stream(samples).filter(Double::isFinite).sorted().toArray();
    this.share = samples.length == 0 ? 0 : (double) sorted.length / samples.length;
    this.influences = influences(without);
    this.sequences = sequences;
    this.settings = settings;
  }

  Interval interval() {
    Status status = status();
    Double low = null;
    Double high = null;
    if (status == Status.KNOWN) {
      double reach = reach();
      low = end(-reach);
      high = end(reach);
    }
    return new Interval(finite(value), low, high, share, sequences, status, settings);
  }

  private Status status() {
    if (!Double.isFinite(value)) {
      return Status.NO_VALUE;
    }
    if (sequences < Bootstrap.FEWEST_SEQUENCES) {
      return Status.TOO_FEW_SEQUENCES;
    }
    if (share < Bootstrap.SMALLEST_SHARE) {
      return Status.TOO_FEW_VALUES;
    }
    boolean varied = sorted[sorted.length - 1] - sorted[0] > rounding();
    return varied ? Status.KNOWN : Status.UNVARIED;
  }

  /** How many standard errors a normal figure may be away. */
  private double reach() {
    double n = carriers();
    double degrees = Math.max(FEWEST_DEGREES, Math.min(n - 1, degreesByKurtosis()));
    return Math.sqrt(n / (n - 1)) * Quantiles.student((1 + settings.confidence()) / 2, degrees);
  }

  /**
   * How many sequences the figure rests on. If k of n carry it, then (1 - k / n)ⁿ of the samples
   * have no value.
   */
  private double carriers() {
    double missing = StrictMath.pow(1 - share, 1.0 / sequences);
    return Math.max(2, sequences * (1 - missing));
  }

  private double degreesByKurtosis() {
    double second = moment(2);
    double kurtosis = moment(4) / (second * second);
    return kurtosis > 1 ? 2.0 * influences.length / (kurtosis - 1) : Double.POSITIVE_INFINITY;
  }

  /** The end of the interval that a normal figure would have at this many standard errors. */
  private double end(double reach) {
    double bias = bias();
    double shifted = bias + reach;
    double divisor = 1 - acceleration() * shifted;
    double point = divisor > 0 ? bias + shifted / divisor : Math.copySign(9, reach);
    return Quantiles.sample(sorted, Quantiles.normalMass(point));
  }

  /**
   * How far the figure is from the middle of the samples; half of the equal ones count as below.
   */
  private double bias() {
    double below = 0;
    for (double sample : sorted) {
      below += sample < value - rounding() ? 1 : sample <= value + rounding() ? 0.5 : 0;
    }
    return Quantiles.normal(Math.max(0.5, Math.min(sorted.length - 0.5, below)) / sorted.length);
  }

  private double acceleration() {
    double second = moment(2);
    return second == 0
        ? 0
        : moment(3) / (6 * Math.sqrt(influences.length) * second * Math.sqrt(second));
  }

  private double moment(int power) {
    double sum = 0;
    for (double influence : influences) {
      double product = influence;
      for (int factor = 1; factor < power; factor++) {
        product *= influence;
      }
      sum += product;
    }
    return sum / influences.length;
  }

  private double rounding() {
    return ROUNDING * Math.max(1, Math.abs(value));
  }

  /** How much each part raises the figure, less the mean. */
  private static double[] influences(double[] without) {
    double[] known = Arrays.stream(without).filter(Double::isFinite).toArray();
    double mean = Arrays.stream(known).sum() / known.length;
    return Arrays.stream(known).map(left -> mean - left).toArray();
  }

  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }
}
