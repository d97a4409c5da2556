package dev.reelstate.evaluation.statistics;

import java.util.Locale;

/** What a gate says of a run, or a rule of a part of it. */
public enum GateVerdict {
  /** Met. */
  PASS,
  /** Not met. */
  FAIL,
  /** The data does not suffice to decide. */
  INCONCLUSIVE;

  /** The name on the wire: the constant in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a wire name.
   *
   * @throws IllegalArgumentException if there is no such verdict
   */
  public static GateVerdict parse(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
