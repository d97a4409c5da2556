package dev.reelstate.jdbc.legacy;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row of the earlier platform, which remembers whether something is wrong with it. Not
 * thread-safe.
 */
final class LegacyRow {

  private final String table;
  private final String key;
  private final Map<String, @Nullable Object> cells;
  private final Consumer<LegacyProblem> problems;
  private boolean broken;

  /**
   * A row of which nothing is known to be wrong.
   *
   * @param key tells it apart for people
   * @param cells by column, without those that are missing
   * @param problems is told what is wrong
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
   * What a column holds, or null if it is empty or missing, or what it holds is broken; then the
   * row is too.
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

  /** The same of a column that must not be empty. */
  <T> @Nullable T required(String column, Function<Object, ? extends T> parser) {
    if (cells.get(column) == null) {
      refuse(column, "and cannot be");
      return null;
    }
    return optional(column, parser);
  }

  /** Says what is wrong with a column. The row is broken from now on. */
  void refuse(String column, String reason) {
    broken = true;
    problems.accept(LegacyProblem.of(table, key, column, cells.get(column), reason));
  }
}
