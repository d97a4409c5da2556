package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;

import dev.reelstate.jdbc.schema.tables.records.ReelstateVideoRecord;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;

/** The last video of a page, after which the next page starts. */
record PageCursor(Instant createdAt, UUID id) {

  static PageCursor of(ReelstateVideoRecord row) {
    return new PageCursor(row.getCreatedAt(), row.getId());
  }

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

  /** Whether a video comes after this one in page order, which is newest first. */
  Condition isBefore() {
    return REELSTATE_VIDEO
        .CREATED_AT
        .le(createdAt)
        .and(REELSTATE_VIDEO.CREATED_AT.lt(createdAt).or(REELSTATE_VIDEO.ID.lt(id)));
  }

  @Override
  public String toString() {
    return createdAt + "_" + id;
  }
}
