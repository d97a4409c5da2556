package dev.reelstate.jdbc.migration;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.reelstate.jdbc.dialect.Dialect;
import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.dialect.TableNames;
import dev.reelstate.jdbc.migration.TableModel.Column;
import dev.reelstate.jdbc.migration.TableModel.Constraint;
import dev.reelstate.jdbc.migration.TableModel.Constraint.Kind;
import dev.reelstate.jdbc.migration.TableModel.Index;
import dev.reelstate.jdbc.script.SqlText;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.Record;
import org.jooq.SQLDialect;

/**
 * Reads the tables of a database: columns, indexes and keys from the driver, the names of
 * constraints from the standard information schema. SQLite has no such schema, but keeps the
 * statements that created its tables, which are parsed like the migrations.
 */
final class LiveSchema {

  private final SchemaSession session;
  private final Map<String, TableModel> tables = new LinkedHashMap<>();

  private LiveSchema(SchemaSession session) {
    this.session = session;
  }

  /** The tables whose names start with the prefix, by name. */
  static Map<String, TableModel> read(SchemaSession session) throws SQLException {
    if (session.dialect().jooq().family() == SQLDialect.SQLITE) {
      return fromStatements(session);
    }
    LiveSchema live = new LiveSchema(session);
    live.readColumns();
    live.readConstraints();
    for (TableModel table : live.tables.values()) {
      live.readForeignKeys(table);
      live.readIndexes(table);
    }
    return live.tables;
  }

  private static Map<String, TableModel> fromStatements(SchemaSession session) {
    List<String> statements = session
        .sql()
        .fetch(
            "select sql from sqlite_master where type in ('table', 'index') and sql is not null and tbl_name like ?"
                + " and tbl_name not like ? order by type desc",
            TableNames.PREFIX + "%",
            "%history")
        .map(row -> SqlText.statements(row.get(0, String.class)).get(0));
    Map<String, TableModel> tables = new LinkedHashMap<>();
    SchemaModel.of(statements).tables().forEach(table -> tables.put(table.name(), table));
    return tables;
  }

  private void readColumns() throws SQLException {
    DatabaseMetaData database = session.metaData();
    String pattern = Dialect.fold(database, TableNames.PREFIX) + "%";
    try (ResultSet row = database.getColumns(session.catalog(), session.schema(), pattern, "%")) {
      while (row.next()) {
        tables
            .computeIfAbsent(lower(row.getString("TABLE_NAME")), TableModel::new)
            .add(new Column(
                lower(row.getString("COLUMN_NAME")),
                ColumnType.of(row.getString("TYPE_NAME"), row.getLong("COLUMN_SIZE")),
                row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                "YES".equals(row.getString("IS_AUTOINCREMENT")),
                row.getString("COLUMN_DEF") != null,
                "",
                ""));
      }
    }
  }

  private void readConstraints() throws SQLException {
    Map<String, List<String>> columns = session
        .sql()
        .fetch(
            "select table_name, constraint_name, column_name from information_schema.key_column_usage"
                + " where table_schema = ? order by ordinal_position",
            session.place())
        .stream()
        .collect(groupingBy(LiveSchema::key, mapping(row -> lower(text(row, 2)), toList())));
    for (Record row : session
        .sql()
        .fetch(
            "select table_name, constraint_name, constraint_type from information_schema.table_constraints"
                + " where table_schema = ?",
            session.place())) {
      TableModel table = tables.get(lower(text(row, 0)));
      Kind kind = Kind.valueOf(text(row, 2).toUpperCase(Locale.ROOT).replace(' ', '_'));
      if (table != null && kind != Kind.FOREIGN_KEY) {
        String name = kind == Kind.PRIMARY_KEY ? Constraint.PRIMARY_KEY : lower(text(row, 1));
        List<String> keys =
            kind == Kind.CHECK ? List.of() : columns.getOrDefault(key(row), List.of());
        table.add(new Constraint(name, kind, keys, null, ""));
      }
    }
  }

  private void readForeignKeys(TableModel table) throws SQLException {
    try (ResultSet row =
        session.metaData().getImportedKeys(session.catalog(), session.schema(), folded(table))) {
      Map<String, List<String>> columns = new HashMap<>();
      while (row.next()) {
        String name = lower(String.valueOf(row.getString("FK_NAME")));
        columns
            .computeIfAbsent(name, key -> new ArrayList<>())
            .add(lower(row.getString("FKCOLUMN_NAME")));
        boolean cascade = row.getInt("DELETE_RULE") == DatabaseMetaData.importedKeyCascade;
        String target = Constraint.target(lower(row.getString("PKTABLE_NAME")), cascade);
        table.add(new Constraint(name, Kind.FOREIGN_KEY, columns.get(name), target, ""));
      }
    }
  }

  private void readIndexes(TableModel table) throws SQLException {
    try (ResultSet row = session
        .metaData()
        .getIndexInfo(session.catalog(), session.schema(), folded(table), false, true)) {
      while (row.next()) {
        String name = row.getString("INDEX_NAME");
        String column = row.getString("COLUMN_NAME");
        if (name != null && column != null) {
          String order = "D".equals(row.getString("ASC_OR_DESC")) ? " desc" : "";
          boolean unique = !row.getBoolean("NON_UNIQUE");
          table
              .indexes()
              .computeIfAbsent(lower(name), key -> new Index(key, unique, new ArrayList<>(), ""))
              .columns()
              .add(lower(column).replaceAll("[\"`]", "") + order);
        }
      }
    }
  }

  private String folded(TableModel table) throws SQLException {
    return Dialect.fold(session.metaData(), table.name());
  }

  private static String key(Record row) {
    return lower(text(row, 0)) + " " + lower(text(row, 1));
  }

  private static String text(Record row, int column) {
    return row.get(column, String.class);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
