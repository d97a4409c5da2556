package dev.reelstate.evaluation.statistics;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A figure, or the difference of a figure between two runs, with the range in which it would lie on
 * all videos of this kind. Where no honest range can be given there is none, and {@link #status}
 * says why. Immutable and thread-safe.
 *
 * @param value the figure on the sequences at hand, or null if it has no value
 * @param low the lower end, in the unit of the figure; null without a range
 * @param high the upper end, in the unit of the figure; null without a range
 * @param share in which share of the samples the figure had a value, from 0 to 1; the others are
 *     left out
 * @param sequences how many sequences the samples were drawn from
 * @param status whether there is a range, or why not
 * @param settings how the samples were drawn
 */
public record Interval(
    @Nullable Double value,
    @Nullable Double low,
    @Nullable Double high,
    double share,
    int sequences,
    Status status,
    BootstrapSettings settings) {

  /** Whether there is a range, or why not. */
  public enum Status {
    /** There is a range. */
    KNOWN,
    /** The figure has no value on the sequences at hand. */
    NO_VALUE,
    /** There are fewer than {@link Bootstrap#FEWEST_SEQUENCES} sequences. */
    TOO_FEW_SEQUENCES,
    /** Fewer than {@link Bootstrap#SMALLEST_SHARE} of the samples have a value. */
    TOO_FEW_VALUES,
    /**
     * All samples have the same value, such as a recall of 1, so that they say nothing about
     * sequences of another kind.
     */
    UNVARIED
  }

  /**
   * Checks that the ends are there exactly if they are known, and in their order.
   *
   * @throws IllegalArgumentException if not
   */
  public Interval {
    Objects.requireNonNull(settings, "settings");
    if ((status == Status.KNOWN) != (low != null && high != null)) {
      throw new IllegalArgumentException("Exactly a known interval has two ends.");
    }
    if (low != null && high != null && !(low <= high)) {
      throw new IllegalArgumentException(
          "An interval must not end at " + high + " before it begins at " + low + ".");
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("A share is from 0 to 1, but is " + share + ".");
    }
  }

  /** Whether there is a range and a number lies in it, ends included. */
  public boolean contains(double number) {
    return low != null && high != null && low <= number && number <= high;
  }
}
