package dev.reelstate.jdbc.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table as the migrations create it, or as a database has it. All names are in lower case. Not
 * thread-safe.
 *
 * @param constraints the constraints by name; the primary key by {@link Constraint#PRIMARY_KEY},
 *     since not every database lets it have a name
 */
record TableModel(
    String name,
    Map<String, Column> columns,
    Map<String, Constraint> constraints,
    Map<String, Index> indexes) {

  TableModel(String name) {
    this(name, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  void add(Column column) {
    columns.put(column.name, column);
  }

  void add(Constraint constraint) {
    constraints.put(constraint.name, constraint);
  }

  void add(Index index) {
    indexes.put(index.name, index);
  }

  /**
   * A column.
   *
   * @param numbered whether the database generates a number where a row has no value
   * @param hasDefault whether it has another default where a row has no value
   * @param typeWords the type as a migration writes it; empty for a live column
   * @param definition the definition in a migration, including the name; empty for a live column
   */
  record Column(
      String name,
      ColumnType type,
      boolean nullable,
      boolean numbered,
      boolean hasDefault,
      String typeWords,
      String definition) {

    Column notNull() {
      return new Column(name, type, false, numbered, hasDefault, typeWords, definition);
    }
  }

  /**
   * A constraint.
   *
   * @param columns the columns in order; empty for a check, which each database rewrites in its own
   *     way
   * @param target the table that a foreign key refers to and whether it cascades deletes; null for
   *     other kinds
   * @param definition the definition in a migration, including the name; empty for a live
   *     constraint
   */
  record Constraint(
      String name,
      Kind kind,
      List<String> columns,
      @Nullable String target,
      String definition) {

    static final String PRIMARY_KEY = "primary key";

    enum Kind {
      PRIMARY_KEY,
      UNIQUE,
      FOREIGN_KEY,
      CHECK;

      String words() {
        return this == UNIQUE ? "unique key" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
      }
    }

    static String target(String table, boolean cascade) {
      return table + (cascade ? " on delete cascade" : "");
    }

    /** Whether both mean the same, whatever their wording. */
    boolean matches(Constraint other) {
      return kind == other.kind
          && (kind == Kind.CHECK || columns.equals(other.columns))
          && (target == null || target.equals(other.target));
    }
  }

  /**
   * An index that does not merely implement a constraint.
   *
   * @param columns the columns in order, with {@code " desc"} after descending ones
   * @param definition the statement that creates it; empty for a live index
   */
  record Index(String name, boolean unique, List<String> columns, String definition) {

    boolean matches(Index other) {
      return unique == other.unique && columns.equals(other.columns);
    }
  }
}
