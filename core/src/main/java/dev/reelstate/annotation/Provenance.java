package dev.reelstate.annotation;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who or what proposed an annotation, and whether a person has confirmed it. Immutable and
 * thread-safe.
 *
 * @param origin the kind of source
 * @param by the name of the source: a model with its version, a person, or where it was imported
 *     from; not blank
 * @param confirmed whether a person has checked this annotation and found it correct
 * @param confirmedBy that person, or null if nobody has confirmed it or it is not known who did;
 *     not blank
 */
public record Provenance(
    Origin origin, String by, boolean confirmed, @Nullable String confirmedBy) {

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
   * Checks the names.
   *
   * @throws IllegalArgumentException if one is blank, or a person is named for what nobody has
   *     confirmed
   */
  public Provenance {
    Objects.requireNonNull(origin, "origin");
    if (by.isBlank()) {
      throw new IllegalArgumentException("A provenance must name its source.");
    }
    if (confirmedBy != null && (!confirmed || confirmedBy.isBlank())) {
      throw new IllegalArgumentException(
          "Only what is confirmed has a person who confirmed it, with a name.");
    }
  }

  /** A source, where it is not known who has confirmed the annotation. */
  public Provenance(Origin origin, String by, boolean confirmed) {
    this(origin, by, confirmed, null);
  }

  /**
   * The same source, confirmed by a person.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public Provenance confirmed(String person) {
    return new Provenance(origin, by, true, person);
  }
}
