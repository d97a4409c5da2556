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
 * Compares the live tables with the expected ones. Additions by a host, such as an index or a
 * nullable column, are not differences. Not thread-safe.
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
   * @param mending the repair, which does nothing if none is possible without loss
   */
  record Difference(SchemaFinding finding, Mending mending) {

    /** A difference that cannot be repaired. */
    Difference(SchemaFinding finding) {
      this(finding, session -> {});
    }
  }

  /** Repairs a difference and commits, or rolls back. */
  interface Mending {
    void in(SchemaSession session) throws SQLException;
  }

  /** The differences, in an order in which they can be repaired. */
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
        allAre ? "Schema.migrate() creates it." : "Its rows are lost, so restore a backup.",
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
            "The column " + path(table, column) + " no longer generates numbers.",
            "Recreate it as \"" + column.definition() + "\".",
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
            "The column " + path(table, column)
                + " is not part of this release but requires a value.",
            "Make it nullable or give it a default, or use the release that added it.",
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
                : "It is not nullable and the table has rows, so restore a backup.",
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
            "The column " + path(table, column) + " has the type " + found.type() + ", not "
                + column.type() + ".",
            mendable ? REPAIR + "widens it." : "Change it by hand after checking its values.",
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
                + (column.nullable() ? " should be nullable." : " should not be nullable."),
            REPAIR + "fixes it if no row violates that.",
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
              "The " + words(constraint) + " of " + table.name() + " has a different definition.",
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
            REPAIR + "adds it if no row violates it.",
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
                REPAIR + "recreates it.",
                true),
            statements(dropIndex(table, index), index.definition()));
      }
    }
  }

  /** Whether the table has no rows, which a new column would leave without a value. */
  private boolean isEmpty(TableModel table) {
    return session.sql().fetch("select 1 from " + table.name() + " limit 1").isEmpty();
  }

  /** Whether tables can be altered. SQLite can only add columns and indexes. */
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

  /** Executes all of the statements, or none. */
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
