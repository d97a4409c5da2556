package dev.reelstate.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Something in which the live schema differs from the one this release needs. Immutable and thread-safe.
 *
 * @param table the table's name, in lower case
 * @param column the column's name, in lower case, or null if it is the table that is missing
 * @param message one sentence for people
 */
public record SchemaFinding(String table, @Nullable String column, String message) {

  static SchemaFinding missingTable(String table) {
    return new SchemaFinding(table, null, "The table " + table + " is missing.");
  }

  static SchemaFinding missingColumn(String table, String column) {
    return new SchemaFinding(table, column, "The column " + table + "." + column + " is missing.");
  }
}
