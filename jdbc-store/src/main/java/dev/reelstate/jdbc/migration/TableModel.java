package dev.reelstate.jdbc.migration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table, as the migrations make it or as it is in a database. All names are in lower case. Not
 * thread-safe.
 *
 * @param constraints by name; the primary key by {@link Constraint#PRIMARY_KEY}, as not every
 *     database lets it have a name
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
   * @param numbered whether the database gives it a number where a row has none
   * @param hasDefault whether it has another value where a row has none
   * @param typeWords the type as a migration says it; empty for what is in a database
   * @param definition what a migration says about it, name included; empty for what is in a
   *     database
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
   * @param columns in their order; empty for a check, whose wording each database changes in its
   *     own way
   * @param target what a foreign key refers to and whether it deletes with it; null for others
   * @param definition what a migration says about it, name included; empty for what is in a
   *     database
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

    /** Whether they mean the same, whatever their wording. */
    boolean matches(Constraint other) {
      return kind == other.kind
          && (kind == Kind.CHECK || columns.equals(other.columns))
          && (target == null || target.equals(other.target));
    }
  }

  /**
   * An index that is not there for a constraint only.
   *
   * @param columns in their order, those that go down with a {@code " desc"} behind
   * @param definition the statement that makes it; empty for what is in a database
   */
  record Index(String name, boolean unique, List<String> columns, String definition) {

    boolean matches(Index other) {
      return unique == other.unique && columns.equals(other.columns);
    }
  }
}
