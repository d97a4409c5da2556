package dev.reelstate.evaluation.statistics;

import java.util.Locale;
import java.util.Objects;

/**
 * One requirement of a {@link Gate}. Immutable and thread-safe.
 *
 * @param scope the part of the run that it is about
 * @param figure the name of the figure, as the evaluation spells it; {@code support} for the
 *     support
 * @param check what is required of the figure
 * @param limit the number that it is held against, in the unit of the figure; finite, and not
 *     negative for a drop, a rise or a support
 */
public record GateRule(GateScope scope, String figure, Check check, double limit) {

  /** The figure of a rule about support. */
  public static final String SUPPORT = "support";

  /** What a rule requires. */
  public enum Check {
    /** The figure is the limit or more. */
    AT_LEAST,
    /** The figure is the limit or less. */
    AT_MOST,
    /** The figure is lower than the baseline's by the limit at most. */
    DROP_AT_MOST,
    /** The figure is higher than the baseline's by the limit at most. */
    RISE_AT_MOST,
    /** The figures rest on that many objects of the truth or more. */
    SUPPORT_AT_LEAST;

    /** The name on the wire: the constant in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a wire name.
     *
     * @throws IllegalArgumentException if there is no such check
     */
    public static Check parse(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** Whether it compares with a baseline. */
    boolean isRelative() {
      return this == DROP_AT_MOST || this == RISE_AT_MOST;
    }
  }

  /**
   * Checks figure and limit.
   *
   * @throws IllegalArgumentException if the figure is blank, or the limit out of range
   */
  public GateRule {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(check, "check");
    if (figure.isBlank()) {
      throw new IllegalArgumentException("A rule needs a figure.");
    }
    boolean signed = check == Check.AT_LEAST || check == Check.AT_MOST;
    if (!Double.isFinite(limit) || (limit < 0 && !signed)) {
      throw new IllegalArgumentException("The limit of a rule \"" + check.wireName()
          + "\" must be finite" + (signed ? "" : " and not negative") + ", but is " + limit + ".");
    }
    if (figure.equals(SUPPORT) != (check == Check.SUPPORT_AT_LEAST)) {
      throw new IllegalArgumentException(
          "A rule about support is \"" + Check.SUPPORT_AT_LEAST.wireName() + "\".");
    }
  }

  /** The figure is that much or more. */
  public static GateRule atLeast(String figure, double limit) {
    return new GateRule(GateScope.OVERALL, figure, Check.AT_LEAST, limit);
  }

  /** The figure is that much or less. */
  public static GateRule atMost(String figure, double limit) {
    return new GateRule(GateScope.OVERALL, figure, Check.AT_MOST, limit);
  }

  /** The figure is lower than the baseline's by that much at most, for one that should be high. */
  public static GateRule dropAtMost(String figure, double limit) {
    return new GateRule(GateScope.OVERALL, figure, Check.DROP_AT_MOST, limit);
  }

  /** The figure is higher than the baseline's by that much at most, for one that should be low. */
  public static GateRule riseAtMost(String figure, double limit) {
    return new GateRule(GateScope.OVERALL, figure, Check.RISE_AT_MOST, limit);
  }

  /**
   * The figures rest on that many objects of the truth or more. Until then, no other rule about the
   * same part can be decided.
   */
  public static GateRule supportAtLeast(long objects) {
    return new GateRule(GateScope.OVERALL, SUPPORT, Check.SUPPORT_AT_LEAST, objects);
  }

  /** The same rule about another part. */
  public GateRule in(GateScope newScope) {
    return new GateRule(newScope, figure, check, limit);
  }

  /** The same rule about one class. */
  public GateRule forClass(String label) {
    return in(GateScope.ofClass(label));
  }

  /** The same rule about one slice. */
  public GateRule forSlice(String name) {
    return in(GateScope.slice(name));
  }
}
