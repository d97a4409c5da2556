package dev.reelstate.jdbc.migration;

import org.jspecify.annotations.Nullable;

/**
 * A difference between the live schema and the one this release needs. Immutable and thread-safe.
 *
 * @param kind what differs
 * @param table the table's name, in lower case
 * @param name the name of the column, constraint or index, in lower case, or null if the finding is
 *     about the table itself
 * @param message what is wrong, in one sentence
 * @param advice how to fix it, in one sentence
 * @param mendable whether {@link Schema#repair()} can fix it without loss, if the rows allow it
 */
public record SchemaFinding(
    Kind kind,
    String table,
    @Nullable String name,
    String message,
    String advice,
    boolean mendable) {

  /** The kinds of differences. */
  public enum Kind {
    /** Migrations of this release have not been run. */
    OUTDATED,
    /** A table is missing. */
    MISSING_TABLE,
    /** A column is missing. */
    MISSING_COLUMN,
    /** A column that the store does not know requires a value. */
    UNEXPECTED_COLUMN,
    /** A column has another type. */
    WRONG_TYPE,
    /**
     * A column is nullable where it must not be, or the other way round, or no longer generates
     * numbers.
     */
    WRONG_COLUMN,
    /** A primary key, unique key, foreign key or check is missing. */
    MISSING_CONSTRAINT,
    /** A constraint of that name has a different definition. */
    WRONG_CONSTRAINT,
    /** An index is missing. */
    MISSING_INDEX,
    /** An index of that name has a different definition. */
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
