package dev.reelstate.jdbc;

import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;

/** The last row of a page, after which the next page starts. */
record PageCursor(Instant at, UUID id) {

  /**
   * Parses the result of {@link #toString()}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static PageCursor parse(String text) {
    int separator = text.indexOf('_');
    try {
      return new PageCursor(
          Instant.parse(text.substring(0, separator)),
          UUID.fromString(text.substring(separator + 1)));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a page cursor.", e);
    }
  }

  /** Whether a row comes after this one in page order, which is newest first. */
  Condition isBefore(Field<Instant> times, Field<UUID> ids) {
    return times.le(at).and(times.lt(at).or(ids.lt(id)));
  }

  @Override
  public String toString() {
    return at + "_" + id;
  }
}
