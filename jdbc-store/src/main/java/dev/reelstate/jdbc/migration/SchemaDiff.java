package dev.reelstate.jdbc.migration;

import dev.reelstate.jdbc.dialect.Dialect;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.migration.SchemaFinding.Kind;
import dev.reelstate.jdbc.migration.TableModel.Column;
import dev.reelstate.jdbc.migration.TableModel.Constraint;
import dev.reelstate.jdbc.migration.TableModel.Index;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.SQLDialect;

/**
 * Compares the live tables with the expected ones. What a host has added, such as an index or a
 * column that may stay empty, is no difference. Not thread-safe.
 */
final class SchemaDiff {

  private static final String REPAIR = "Schema.repair() ";

  private final SchemaSession session;
  private final SchemaModel expected;
  private final Map<String, TableModel> live;
  private final List<Difference> differences = new ArrayList<>();

  private SchemaDiff(SchemaSession session, SchemaModel expected, Map<String, TableModel> live) {
    this.session = session;
    this.expected = expected;
    this.live = live;
  }

  /**
   * A difference.
   *
   * @param mending does nothing if it cannot be mended without loss
   */
  record Difference(SchemaFinding finding, Mending mending) {

    /** One that cannot be mended. */
    Difference(SchemaFinding finding) {
      this(finding, session -> {});
    }
  }

  /** Mends a difference and commits that, or rolls back what it did. */
  interface Mending {
    void in(SchemaSession session) throws SQLException;
  }

  /** The differences, in an order in which they can be mended. */
  static List<Difference> of(SchemaSession session, SchemaModel expected) throws SQLException {
    SchemaDiff diff = new SchemaDiff(session, expected, LiveSchema.read(session));
    diff.compare();
    return diff.differences;
  }

  private void compare() {
    List<TableModel> present = expected.tables().stream()
        .filter(table -> live.containsKey(table.name()))
        .toList();
    for (TableModel table : expected.tables()) {
      if (!live.containsKey(table.name())) {
        missing(table, present.isEmpty());
      }
    }
    present.forEach(table -> compareColumns(table, liveOf(table)));
    // Keys before the foreign keys that refer to them.
    for (Constraint.Kind kind : Constraint.Kind.values()) {
      if (kind != Constraint.Kind.FOREIGN_KEY) {
        present.forEach(table -> compareConstraints(table, liveOf(table), kind));
      }
    }
    present.forEach(table -> compareConstraints(table, liveOf(table), Constraint.Kind.FOREIGN_KEY));
    present.forEach(table -> compareIndexes(table, liveOf(table)));
  }

  private TableModel liveOf(TableModel table) {
    return live.getOrDefault(table.name(), table);
  }

  private void missing(TableModel table, boolean allAre) {
    lost(new SchemaFinding(
        Kind.MISSING_TABLE,
        table.name(),
        null,
        "The table " + table.name() + " is missing.",
        allAre
            ? "Schema.migrate() makes it."
            : "Its rows are lost, so a backup has to be restored.",
        false));
  }

  private void compareColumns(TableModel table, TableModel there) {
    for (Column column : table.columns().values()) {
      Column found = there.columns().get(column.name());
      if (found == null) {
        missing(table, column);
      } else if (!column.type().equals(found.type())) {
        wrongType(table, column, found);
      } else if (column.nullable() != found.nullable()) {
        wrongNullability(table, column);
      } else if (column.numbered() && !found.numbered()) {
        lost(finding(
            Kind.WRONG_COLUMN,
            table,
            column.name(),
            "The column " + path(table, column) + " does not give out numbers any more.",
            "It has to be made again as \"" + column.definition() + "\".",
            false));
      }
    }
    for (Column column : there.columns().values()) {
      if (!table.columns().containsKey(column.name())
          && !column.nullable()
          && !column.hasDefault()
          && !column.numbered()) {
        lost(finding(
            Kind.UNEXPECTED_COLUMN,
            table,
            column.name(),
            "The column " + path(table, column) + " is not of this release and has to be filled.",
            "Let it be null or give it a default, or use the release that made it.",
            false));
      }
    }
  }

  private void missing(TableModel table, Column column) {
    boolean mendable = column.nullable() || column.hasDefault() || isEmpty(table);
    differ(
        finding(
            Kind.MISSING_COLUMN,
            table,
            column.name(),
            "The column " + path(table, column) + " is missing.",
            mendable
                ? REPAIR + "adds it."
                : "It cannot be empty and the table has rows, so a backup has to be restored.",
            mendable),
        statements("alter table " + table.name() + " add column " + column.definition()));
  }

  private void wrongType(TableModel table, Column column, Column found) {
    boolean mendable = column.type().holds(found.type());
    differ(
        finding(
            Kind.WRONG_TYPE,
            table,
            column.name(),
            "The column " + path(table, column) + " is of the type " + found.type() + ", not "
                + column.type() + ".",
            mendable
                ? REPAIR + "widens it."
                : "It has to be changed by hand, after a look at what it holds.",
            mendable),
        redefine(table, column, "set data type " + column.typeWords()));
  }

  private void wrongNullability(TableModel table, Column column) {
    differ(
        finding(
            Kind.WRONG_COLUMN,
            table,
            column.name(),
            "The column " + path(table, column)
                + (column.nullable() ? " cannot be empty, as it has to." : " can be empty."),
            REPAIR + "puts it right, if no row is in the way.",
            true),
        redefine(table, column, (column.nullable() ? "drop" : "set") + " not null"));
  }

  private void compareConstraints(TableModel table, TableModel there, Constraint.Kind kind) {
    for (Constraint constraint : table.constraints().values()) {
      if (constraint.kind() == kind) {
        Constraint found = there.constraints().get(constraint.name());
        if (found == null) {
          missing(table, constraint);
        } else if (!constraint.matches(found)) {
          lost(finding(
              Kind.WRONG_CONSTRAINT,
              table,
              constraint.name(),
              "The " + words(constraint) + " of " + table.name() + " is not the one it has to be.",
              "Drop it, then Schema.repair() adds \"" + constraint.definition() + "\".",
              false));
        }
      }
    }
  }

  private void missing(TableModel table, Constraint constraint) {
    differ(
        finding(
            Kind.MISSING_CONSTRAINT,
            table,
            constraint.name(),
            "The " + words(constraint) + " of " + table.name() + " is missing.",
            REPAIR + "adds it, if no row is in the way.",
            true),
        add(table, constraint));
  }

  private void compareIndexes(TableModel table, TableModel there) {
    for (Index index : table.indexes().values()) {
      Index found = there.indexes().get(index.name());
      if (found == null) {
        differ(
            finding(
                Kind.MISSING_INDEX,
                table,
                index.name(),
                "The index " + index.name() + " on " + table.name() + " is missing.",
                REPAIR + "adds it.",
                true),
            statements(index.definition()));
      } else if (!index.matches(found)) {
        differ(
            finding(
                Kind.WRONG_INDEX,
                table,
                index.name(),
                "The index " + index.name() + " is on " + columns(found) + ", not on "
                    + columns(index) + ".",
                REPAIR + "makes it again.",
                true),
            statements(dropIndex(table, index), index.definition()));
      }
    }
  }

  /** Whether a row with an empty column could be in the way. */
  private boolean isEmpty(TableModel table) {
    return session.sql().fetch("select 1 from " + table.name() + " limit 1").isEmpty();
  }

  /** SQLite cannot change what a table has, only add columns and indexes. */
  private boolean canAlter() {
    return session.dialect() != Dialect.SQLITE;
  }

  private boolean isMySqlLike() {
    SQLDialect family = session.dialect().jooq().family();
    return family == SQLDialect.MARIADB || family == SQLDialect.MYSQL;
  }

  private Mending redefine(TableModel table, Column column, String action) {
    if (!canAlter()) {
      return same -> SqliteTable.change(
          same, table.name(), SqliteTable.redefined(column.name(), column.definition()));
    }
    return statements("alter table " + table.name()
        + (isMySqlLike()
            ? " modify column " + column.definition()
            : " alter column " + column.name() + " " + action));
  }

  private Mending add(TableModel table, Constraint constraint) {
    if (!canAlter()) {
      return same -> SqliteTable.change(
          same,
          table.name(),
          parts ->
              Stream.concat(parts.stream(), Stream.of(constraint.definition())).toList());
    }
    return statements("alter table " + table.name() + " add " + constraint.definition());
  }

  /** All of them, or none. */
  private static Mending statements(String... statements) {
    return session -> session.commit(List.of(statements));
  }

  private String dropIndex(TableModel table, Index index) {
    return "drop index " + index.name() + (isMySqlLike() ? " on " + table.name() : "");
  }

  private void differ(SchemaFinding finding, Mending mending) {
    differences.add(new Difference(finding, mending));
  }

  private void lost(SchemaFinding finding) {
    differences.add(new Difference(finding));
  }

  private static SchemaFinding finding(
      Kind kind, TableModel table, String name, String message, String advice, boolean mendable) {
    return new SchemaFinding(kind, table.name(), name, message, advice, mendable);
  }

  private static String path(TableModel table, Column column) {
    return table.name() + "." + column.name();
  }

  private static String words(Constraint constraint) {
    String kind = constraint.kind().words();
    return kind.equals(constraint.name()) ? kind : kind + " " + constraint.name();
  }

  private static String columns(Index index) {
    return (index.unique() ? "unique (" : "(") + String.join(", ", index.columns()) + ")";
  }
}
