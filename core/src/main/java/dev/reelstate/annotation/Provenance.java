package dev.reelstate.annotation;

import java.util.Locale;

/**
 * Who or what proposed an annotation, and whether somebody has confirmed it. Immutable and
 * thread-safe.
 *
 * @param origin what kind of source it was
 * @param by its name: a model with its version, a person, or where it was imported from; not blank
 * @param confirmed whether a person has looked at this annotation and found it right
 */
public record Provenance(Origin origin, String by, boolean confirmed) {

  /** A kind of source. */
  public enum Origin {
    /** A detector or tracker; it only ever proposes. */
    DETECTOR,
    /** A person. */
    PERSON,
    /** A file or database of others; how the annotation came about there is not known. */
    IMPORT;

    /** The name on the wire and in the database: the constant in lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a wire name.
     *
     * @throws IllegalArgumentException if there is no such origin
     */
    public static Origin parse(String wireName) {
      return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public Provenance {
    if (by.isBlank()) {
      throw new IllegalArgumentException("An annotation was proposed by somebody or something.");
    }
  }
}
