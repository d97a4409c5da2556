package dev.reelstate.jdbc.migration;

import org.jspecify.annotations.Nullable;

/**
 * Something in which the live schema differs from the one this release needs. Immutable and
 * thread-safe.
 *
 * @param kind what differs
 * @param table the table's name, in lower case
 * @param name of the column, constraint or index, in lower case, or null if it is about the table
 *     itself
 * @param message what is wrong, one sentence for people
 * @param advice how to mend it, one sentence for people
 * @param mendable whether {@link Schema#repair()} can mend it without loss, if the rows allow it
 */
public record SchemaFinding(
    Kind kind,
    String table,
    @Nullable String name,
    String message,
    String advice,
    boolean mendable) {

  /** What can differ. */
  public enum Kind {
    /** Migrations of this release have not been run. */
    OUTDATED,
    /** A table is not there. */
    MISSING_TABLE,
    /** A column is not there. */
    MISSING_COLUMN,
    /** A column that the store does not know has to be filled. */
    UNEXPECTED_COLUMN,
    /** A column is of another type. */
    WRONG_TYPE,
    /**
     * A column may be empty where it must not, the other way round, or lost the number it gives
     * out.
     */
    WRONG_COLUMN,
    /** A primary key, unique key, foreign key or check is not there. */
    MISSING_CONSTRAINT,
    /** A constraint of that name is about something else. */
    WRONG_CONSTRAINT,
    /** An index is not there. */
    MISSING_INDEX,
    /** An index of that name is about something else. */
    WRONG_INDEX
  }

  /** The message and the advice. */
  @Override
  public String toString() {
    return message + " " + advice;
  }

  SchemaFinding withAdvice(String other) {
    return new SchemaFinding(kind, table, name, message, other, false);
  }
}
