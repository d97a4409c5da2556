package dev.reelstate.jdbc.migration;

import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.dialect.TableNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.SQLDialect;

/**
 * A copy of the tables in the same schema, for databases that cannot roll back schema changes.
 *
 * <p>The database itself copies the rows and provides the statements that create the tables. A
 * marker is set when the copy is complete, and removed first when it is no longer needed. If the
 * marker exists, a change was interrupted and the copy is authoritative. Not thread-safe.
 */
public final class SafetyCopy {

  private static final String SCRIPT = TableNames.COPY_PREFIX + "script";
  private static final String MARK = TableNames.COPY_PREFIX + "mark";

  private final SchemaSession session;

  SafetyCopy(SchemaSession session) {
    this.session = session;
  }

  /** Takes a copy, replacing the remains of an incomplete one. */
  void take() throws SQLException {
    discard();
    List<String> tables = session.tables(TableNames.PREFIX);
    session.execute(
        "create table " + SCRIPT + " (number integer not null, kind varchar(9) not null, words "
            + (isH2() ? "varchar" : "longtext") + " not null)");
    List<String> statements = script(tables);
    for (int i = 0; i < statements.size(); i++) {
      write(i, "statement", statements.get(i));
    }
    for (int i = 0; i < tables.size(); i++) {
      write(i, "table", tables.get(i));
      session.execute(
          "create table " + TableNames.COPY_PREFIX + i + " as select * from " + tables.get(i));
    }
    session.execute("create table " + MARK + " (id integer)");
    session.connection().commit();
  }

  /** Whether there is a complete copy. */
  boolean isThere() throws SQLException {
    return !session.tables(MARK).isEmpty();
  }

  /**
   * Cleans up after an interrupted change: restores the tables, or removes the remains of an
   * incomplete copy.
   */
  void clearUp() throws SQLException {
    if (isThere()) {
      restore();
    } else if (!session.tables(TableNames.COPY_PREFIX).isEmpty()) {
      discard();
    }
  }

  /** Restores the tables and removes the copy. Can be repeated if it is interrupted. */
  void restore() throws SQLException {
    List<String> now = session.tables(TableNames.PREFIX);
    List<String> tables = read("table");
    List<String> statements = read("statement");
    checkReferences(false);
    try {
      if (!now.isEmpty()) {
        session.execute("drop table " + String.join(", ", now));
      }
      for (String statement : statements) {
        if (makesTable(statement)) {
          session.execute(statement);
        }
      }
      for (int i = 0; i < tables.size(); i++) {
        session.execute(
            "insert into " + tables.get(i) + " select * from " + TableNames.COPY_PREFIX + i);
      }
      for (String statement : statements) {
        if (!makesTable(statement)) {
          session.execute(statement);
        }
      }
    } finally {
      checkReferences(true);
    }
    session.connection().commit();
    discard();
  }

  /** Removes the copy, the marker first. */
  void discard() throws SQLException {
    session.execute("drop table if exists " + MARK);
    for (String table : session.tables(TableNames.COPY_PREFIX)) {
      session.execute("drop table " + table);
    }
    session.connection().commit();
  }

  private List<String> script(List<String> tables) throws SQLException {
    List<String> statements = new ArrayList<>();
    if (tables.isEmpty()) {
      return statements;
    }
    if (isH2()) {
      String all = "script nodata nopasswords nosettings table " + String.join(", ", tables);
      return query(all, 1).stream().filter(SafetyCopy::isForTables).toList();
    }
    for (String table : tables) {
      statements.addAll(query("show create table " + table, 2));
    }
    return statements;
  }

  private static boolean isForTables(String statement) {
    return !statement.startsWith("--") && !statement.startsWith("CREATE USER");
  }

  private static boolean makesTable(String statement) {
    return statement.toUpperCase(Locale.ROOT).matches("(?s)CREATE (\\w+ )?TABLE .*");
  }

  private void write(int number, String kind, String words) {
    session
        .sql()
        .execute(
            "insert into " + SCRIPT + " (number, kind, words) values (?, ?, ?)",
            number,
            kind,
            words);
  }

  private List<String> read(String kind) {
    return session
        .sql()
        .fetch("select words from " + SCRIPT + " where kind = ? order by number", kind)
        .map(row -> row.get(0, String.class));
  }

  private List<String> query(String sql, int column) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (var statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(column));
      }
    }
    return texts;
  }

  /**
   * Switches foreign key checks on or off, except on H2, which gets its foreign keys after the
   * rows. MariaDB has them in the statements that create the tables.
   */
  private void checkReferences(boolean check) throws SQLException {
    if (!isH2()) {
      session.execute("set foreign_key_checks = " + (check ? 1 : 0));
    }
  }

  private boolean isH2() {
    return session.dialect().jooq().family() == SQLDialect.H2;
  }
}
