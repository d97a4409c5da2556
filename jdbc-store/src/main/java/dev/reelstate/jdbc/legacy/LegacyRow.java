package dev.reelstate.jdbc.legacy;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row of the earlier platform that remembers whether it is broken. Not thread-safe. */
final class LegacyRow {

  private final String table;
  private final String key;
  private final Map<String, @Nullable Object> cells;
  private final Consumer<LegacyProblem> problems;
  private boolean broken;

  /**
   * Creates a row without problems.
   *
   * @param key the name of the row for people
   * @param cells the values by column, without missing columns
   * @param problems receives the problems of the row
   */
  LegacyRow(
      String table,
      String key,
      Map<String, @Nullable Object> cells,
      Consumer<LegacyProblem> problems) {
    this.table = table;
    this.key = key;
    this.cells = cells;
    this.problems = problems;
  }

  boolean isBroken() {
    return broken;
  }

  /**
   * The parsed value of a column, or null if it is empty, missing or broken. A broken value breaks
   * the row.
   *
   * @param parser throws an IllegalArgumentException with the reason
   */
  <T> @Nullable T optional(String column, Function<Object, ? extends T> parser) {
    Object value = cells.get(column);
    if (value == null) {
      return null;
    }
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      refuse(column, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Like {@link #optional}, but an empty column breaks the row. */
  <T> @Nullable T required(String column, Function<Object, ? extends T> parser) {
    if (cells.get(column) == null) {
      refuse(column, "but is required");
      return null;
    }
    return optional(column, parser);
  }

  /** Reports what is wrong with a column, and marks the row as broken. */
  void refuse(String column, String reason) {
    broken = true;
    problems.accept(LegacyProblem.of(table, key, column, cells.get(column), reason));
  }
}
