package dev.reelstate.evaluation.ledger;

import java.util.Locale;

/** What scoring says of one object, or of one detection. */
public enum Verdict {
  /** Found, or right. */
  HIT,
  /** A further detection of an object that another one has found. */
  DUPLICATE,
  /** A detection that lies on an object of another class. */
  WRONG_CLASS,
  /** A detection that lies on an object of its class, but not well enough. */
  LOW_OVERLAP,
  /** A detection where no object is. */
  BACKGROUND,
  /** An object that nothing has found. */
  MISSED,
  /** Counts neither way. */
  IGNORED;

  /** The name on the wire and in the database: the constant in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a wire name.
   *
   * @throws IllegalArgumentException if there is no such verdict
   */
  public static Verdict parse(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
