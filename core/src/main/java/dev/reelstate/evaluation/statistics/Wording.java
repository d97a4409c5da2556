package dev.reelstate.evaluation.statistics;

import java.math.BigDecimal;
import java.math.MathContext;

/** The sentences in which a gate gives its reasons. */
final class Wording {

  private static final MathContext DIGITS = new MathContext(4);

  private Wording() {}

  /** A number with its range, if it has one. */
  static String found(double value, double low, double high, boolean unpaired) {
    String range = number(low) + " to " + number(high) + (unpaired ? ", unpaired" : "");
    return number(value) + (low < high ? " (" + range + ")" : "");
  }

  /** A rule that was held against a number. */
  static String judged(GateRule rule, GateVerdict verdict, String found, boolean unpaired) {
    String end = unpaired
        ? ", which only a comparison that is paired on the same sequences could decide."
        : ", which does not decide it.";
    return requirement(rule)
        + (verdict == GateVerdict.FAIL ? " but " : " and ")
        + (rule.check().isRelative() ? "changed by " : "is ")
        + found
        + (verdict == GateVerdict.INCONCLUSIVE ? end : ".");
  }

  /** A rule that could not be held against a number. */
  static String unjudged(GateRule rule, String why) {
    return requirement(rule) + ", which cannot be judged: " + why + ".";
  }

  /** Four significant digits at most. */
  static String number(double number) {
    return new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  private static String requirement(GateRule rule) {
    return subject(rule)
        + switch (rule.check()) {
          case AT_LEAST, SUPPORT_AT_LEAST -> " must be at least ";
          case AT_MOST -> " must be at most ";
          case DROP_AT_MOST -> " may drop by at most ";
          case RISE_AT_MOST -> " may rise by at most ";
        }
        + number(rule.limit());
  }

  private static String subject(GateRule rule) {
    String figure = rule.figure().equals(GateRule.SUPPORT) ? "The support" : rule.figure();
    return rule.scope().equals(GateScope.OVERALL) ? figure : figure + " of " + rule.scope();
  }
}
