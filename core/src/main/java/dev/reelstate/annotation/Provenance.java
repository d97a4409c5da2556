package dev.reelstate.annotation;

import java.util.Locale;

/**
 * Who or what proposed an annotation, and whether a person has confirmed it. Immutable and
 * thread-safe.
 *
 * @param origin the kind of source
 * @param by the name of the source: a model with its version, a person, or where it was imported
 *     from; not blank
 * @param confirmed whether a person has checked this annotation and found it correct
 */
public record Provenance(Origin origin, String by, boolean confirmed) {

  /** A kind of source. */
  public enum Origin {
    /** A detector or tracker, which only proposes. */
    DETECTOR,
    /** A person. */
    PERSON,
    /** An external file or database; how the annotation originated there is unknown. */
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
      throw new IllegalArgumentException("A provenance must name its source.");
    }
  }
}
