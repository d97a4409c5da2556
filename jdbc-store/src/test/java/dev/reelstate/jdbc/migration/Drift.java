package dev.reelstate.jdbc.migration;

import dev.reelstate.jdbc.TestDatabase;
import dev.reelstate.jdbc.TestSql;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.migration.TableModel.Column;
import dev.reelstate.jdbc.migration.TableModel.Constraint;
import dev.reelstate.jdbc.script.MigrationFiles;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Changes a schema behind the back of its migrations, in the dialect of its database. */
public record Drift(TestDatabase database, DataSource pool) {

  /** Applies a change, such as {@code retype smallint}, to a part of a table. */
  void apply(String change, String table, String name) throws SQLException {
    String[] words = change.split(" ", 2);
    switch (words[0]) {
      case "drop-column" -> execute("alter table " + table + " drop column " + name);
      case "drop-index" -> dropIndex(table, name);
      case "drop-constraint" -> dropConstraint(table, name);
      case "retype" -> retype(table, name, words[1]);
      case "allow-null" ->
        redefine(table, name, definition(table, name).replace("not null", ""), "drop not null");
      case "forbid-null" ->
        redefine(table, name, definition(table, name) + " not null", "set not null");
      default -> throw new IllegalArgumentException(change);
    }
  }

  void dropIndex(String table, String index) throws SQLException {
    execute("drop index " + index + (database == TestDatabase.MARIADB ? " on " + table : ""));
  }

  void dropConstraint(String table, String name) throws SQLException {
    boolean primary = name.equals(Constraint.PRIMARY_KEY);
    String live = primary ? table + "_pk" : name;
    if (database == TestDatabase.SQLITE) {
      remake(
          table,
          parts -> parts.stream()
              .filter(part -> !part.startsWith("constraint " + live + " "))
              .toList());
    } else if (primary && database != TestDatabase.POSTGRESQL) {
      execute("alter table " + table + " drop primary key");
    } else {
      execute("alter table " + table + " drop constraint " + live);
    }
  }

  void addConstraint(String table, String definition) throws SQLException {
    if (database == TestDatabase.SQLITE) {
      remake(
          table, parts -> Stream.concat(parts.stream(), Stream.of(definition)).toList());
    } else {
      execute("alter table " + table + " add " + definition);
    }
  }

  /** Changes the type of a column that is not nullable. */
  void retype(String table, String column, String type) throws SQLException {
    redefine(table, column, column + " " + type + " not null", "set data type " + type);
  }

  /** Drops the default of a column that is not nullable. */
  void dropDefault(String table, String column, String type) throws SQLException {
    redefine(table, column, column + " " + type + " not null", "drop default");
  }

  private void redefine(String table, String column, String definition, String action)
      throws SQLException {
    switch (database) {
      case H2, POSTGRESQL ->
        execute("alter table " + table + " alter column " + column + " " + action);
      case MARIADB -> execute("alter table " + table + " modify column " + definition);
      case SQLITE -> remake(table, SqliteTable.redefined(column, definition));
    }
  }

  private String definition(String table, String column) {
    return SchemaModel.of(MigrationFiles.of(database.dialect())).tables().stream()
        .filter(model -> model.name().equals(table))
        .map(model -> model.columns().get(column))
        .filter(Objects::nonNull)
        .map(Column::definition)
        .findFirst()
        .orElseThrow();
  }

  private void remake(String table, UnaryOperator<List<String>> change) throws SQLException {
    SchemaSession.call(pool, null, session -> {
      SqliteTable.change(session, table, change);
      return true;
    });
  }

  private void execute(String sql) throws SQLException {
    new TestSql(pool).execute(sql);
  }
}
