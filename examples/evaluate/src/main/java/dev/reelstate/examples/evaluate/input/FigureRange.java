package dev.reelstate.examples.evaluate.input;

import dev.reelstate.evaluation.statistics.GateRule;
import dev.reelstate.evaluation.statistics.GateRule.Check;
import dev.reelstate.examples.evaluate.sections.Words;

/**
 * The values that a figure can have.
 *
 * @param least the lowest, possibly infinite
 * @param most the highest, possibly infinite
 */
record FigureRange(double least, double most) {

  private static final FigureRange ANY =
      new FigureRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  static FigureRange of(String figure) {
    if (Words.isCount(figure)) {
      return new FigureRange(0, Double.POSITIVE_INFINITY);
    }
    return switch (figure) {
      case "MOTA", "MODA", "sMOTA" -> new FigureRange(Double.NEGATIVE_INFINITY, 1);
      default -> figure.startsWith("latency") ? ANY : new FigureRange(0, 1);
    };
  }

  /** Whether the limit of a rule is one that a figure, or a change of it, can reach. */
  boolean allows(GateRule rule) {
    boolean fixed = rule.check() == Check.AT_LEAST || rule.check() == Check.AT_MOST;
    return fixed ? rule.limit() >= least && rule.limit() <= most : rule.limit() <= most - least;
  }

  @Override
  public String toString() {
    if (Double.isInfinite(least)) {
      return "at most " + number(most);
    }
    return "from " + number(least) + (Double.isInfinite(most) ? "" : " to " + number(most));
  }

  private static String number(double whole) {
    return Long.toString((long) whole);
  }
}
