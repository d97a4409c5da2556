package dev.reelstate.evaluation.run;

import dev.reelstate.StoredText;
import dev.reelstate.evaluation.Figures;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run found out about everything, or about one class. Immutable and thread-safe.
 *
 * @param figures the figures
 * @param support how many objects of the truth they rest on, those that are ignored left out
 * @param ranges the ranges of some of the figures, by the figure's name
 */
public record RunPart(Figures figures, long support, Map<String, Range> ranges) {

  /**
   * The range in which a figure would lie on all videos of this kind. Immutable and thread-safe.
   *
   * @param low the lower end, in the unit of the figure, finite
   * @param high the upper end, in the unit of the figure, finite
   * @param confidence how often such ranges contain what they estimate; between 0 and 1
   */
  public record Range(double low, double high, double confidence) {

    /**
     * Checks the order of the ends.
     *
     * @throws IllegalArgumentException if they are not finite or out of order, or the confidence is
     *     out of range
     */
    public Range {
      if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
        throw new IllegalArgumentException(
            "A range must not end at " + high + " before it begins at " + low + ".");
      }
      if (!(confidence > 0 && confidence < 1)) {
        throw new IllegalArgumentException(
            "A confidence is between 0 and 1, but is " + confidence + ".");
      }
      low += 0.0;
      high += 0.0;
    }
  }

  /**
   * Checks names and numbers, and turns negative zero into zero, as databases do.
   *
   * @throws IllegalArgumentException if a figure is infinite or has a name that no store can keep,
   *     a range has no figure, or the support is negative
   */
  public RunPart {
    Map<String, Double> plain = new LinkedHashMap<>(figures.values());
    plain.replaceAll((name, value) -> value + 0.0);
    plain.forEach((name, value) -> {
      StoredText.text("the figure's name", name);
      if (value.isInfinite()) {
        throw new IllegalArgumentException("The figure " + name + " is infinite.");
      }
    });
    figures = new Figures(plain);
    ranges = Map.copyOf(ranges);
    if (!plain.keySet().containsAll(ranges.keySet())) {
      throw new IllegalArgumentException("There are ranges for " + ranges.keySet()
          + ", but figures only for " + plain.keySet() + ".");
    }
    if (support < 0) {
      throw new IllegalArgumentException("A support is not negative, but is " + support + ".");
    }
  }

  /** Figures without ranges. */
  public static RunPart of(Figures figures, long support) {
    return new RunPart(figures, support, Map.of());
  }

  /** A copy with ranges, by the names of the figures. */
  public RunPart withRanges(Map<String, Range> newRanges) {
    return new RunPart(figures, support, newRanges);
  }
}
