package dev.reelstate.evaluation.statistics;

import java.util.Locale;

/**
 * The part of a run that a rule is about. Immutable and thread-safe.
 *
 * @param kind the kind of part
 * @param name the label of the class or the name of the slice; empty for everything
 */
public record GateScope(Kind kind, String name) {

  /** A kind of part. */
  public enum Kind {
    /** Everything. */
    OVERALL,
    /** One class. */
    CLASS,
    /** What a query selects, such as the videos filmed at night. */
    SLICE;

    /** The name on the wire: the constant in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a wire name.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public static Kind parse(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }

  /** Everything. */
  public static final GateScope OVERALL = new GateScope(Kind.OVERALL, "");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if a class or slice has none, or everything has one
   */
  public GateScope {
    if (name.isBlank() != (kind == Kind.OVERALL)) {
      throw new IllegalArgumentException("Classes and slices have a name, and nothing else has.");
    }
  }

  /** One class. */
  public static GateScope ofClass(String label) {
    return new GateScope(Kind.CLASS, label);
  }

  /** One slice. */
  public static GateScope slice(String name) {
    return new GateScope(Kind.SLICE, name);
  }

  /** As it reads in a sentence, such as {@code class "car"}. */
  @Override
  public String toString() {
    return kind == Kind.OVERALL ? kind.wireName() : kind.wireName() + " \"" + name + "\"";
  }
}
