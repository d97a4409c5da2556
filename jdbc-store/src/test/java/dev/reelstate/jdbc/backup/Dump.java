package dev.reelstate.jdbc.backup;

import dev.reelstate.jdbc.FreshDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Everything in a database as sorted lines: its own definitions and every row. */
public final class Dump {

  private static final String FOREIGN = " not in ('pg_catalog', 'information_schema', 'pg_toast')";

  private final Connection connection;
  private final List<String> lines = new ArrayList<>();

  private Dump(Connection connection) {
    this.connection = connection;
  }

  public static List<String> of(FreshDatabase database) throws SQLException {
    try (Connection connection = database.pool().getConnection()) {
      Dump dump = new Dump(connection);
      switch (database.kind()) {
        case H2 -> dump.add("script");
        case POSTGRESQL -> dump.postgres();
        case MARIADB -> dump.mariaDb(database.name());
        case SQLITE -> dump.sqlite();
      }
      Collections.sort(dump.lines);
      return dump.lines;
    }
  }

  private void postgres() throws SQLException {
    add("select nspname from pg_namespace where nspname not like 'pg\\_%'");
    add("""
        select attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attcollation,
          pg_get_expr(adbin, adrelid) from pg_attribute join pg_class c on c.oid = attrelid
          left join pg_attrdef on adrelid = attrelid and adnum = attnum
          where attnum > 0 and not attisdropped and relkind in ('r', 'v', 'S') and relnamespace::regnamespace::text""" + FOREIGN);
    add("select conrelid::regclass, conname, pg_get_constraintdef(oid) from pg_constraint"
        + " where connamespace::regnamespace::text" + FOREIGN);
    add("select indexdef from pg_indexes where schemaname" + FOREIGN);
    add("select * from pg_sequences");
    for (String table : query("select quote_ident(schemaname) || '.' || quote_ident(tablename)"
        + " from pg_tables where schemaname" + FOREIGN)) {
      rows(table);
    }
  }

  private void mariaDb(String name) throws SQLException {
    for (String table : query("select concat(table_schema, '.`', table_name, '`')"
        + " from information_schema.tables where table_schema like '" + name + "%'")) {
      add("show create table " + table);
      rows(table);
    }
    add("select schema_name from information_schema.schemata where schema_name like '" + name
        + "%'");
  }

  private void sqlite() throws SQLException {
    add("select type, name, tbl_name, sql from sqlite_master");
    for (String table : query("select name from sqlite_master where type = 'table'")) {
      rows(table);
    }
  }

  private void rows(String table) throws SQLException {
    query("select * from " + table).forEach(row -> lines.add(table + ": " + row));
  }

  private void add(String sql) throws SQLException {
    lines.addAll(query(sql));
  }

  private List<String> query(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (var statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder line = new StringBuilder(String.valueOf(result.getString(1)));
        for (int i = 2; i <= columns; i++) {
          line.append(" | ").append(result.getString(i));
        }
        found.add(line.toString());
      }
    }
    return found;
  }
}
