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
 * The tables as they were, kept beside them in the same schema, for a database in which a change of
 * the schema is no transaction.
 *
 * <p>The rows are copied by the database, the statements that make the tables are its own. A mark
 * is set when the copy is complete, and removed first when it is no longer needed: where it is
 * found, a change was cut short, and the copy is the truth. Not thread-safe.
 */
public final class SafetyCopy {

  private static final String SCRIPT = TableNames.COPY_PREFIX + "script";
  private static final String MARK = TableNames.COPY_PREFIX + "mark";

  private final SchemaSession session;

  SafetyCopy(SchemaSession session) {
    this.session = session;
  }

  /** Makes it, in place of what is left of one that was not completed. */
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

  /** Whether there is a complete one. */
  boolean isThere() throws SQLException {
    return !session.tables(MARK).isEmpty();
  }

  /**
   * After a change that was cut short: makes the tables what they were, or removes what there is of
   * a copy that was not completed.
   */
  void clearUp() throws SQLException {
    if (isThere()) {
      restore();
    } else if (!session.tables(TableNames.COPY_PREFIX).isEmpty()) {
      discard();
    }
  }

  /**
   * Makes the tables what they were, and removes the copy. May be begun again if it is cut short.
   */
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

  /** Removes it, the mark first. */
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
   * H2 gets its foreign keys after the rows; MariaDB has them in the statements that make the
   * tables.
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
