package dev.reelstate.jdbc.migration;

import dev.reelstate.jdbc.dialect.SchemaSession;
import dev.reelstate.jdbc.dialect.TableNames;
import dev.reelstate.jdbc.script.SqlText;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Recreates a SQLite table with another definition and the same rows and indexes, as SQLite
 * recommends where ALTER TABLE is not enough. References to the table stay as they are, and are not
 * enforced meanwhile, since dropping its rows would otherwise cascade. Not thread-safe.
 */
final class SqliteTable {

  private static final String NEW = TableNames.PREFIX + "made_again";

  private final SchemaSession session;
  private final String name;

  private SqliteTable(SchemaSession session, String name) {
    this.session = session;
    this.name = name;
  }

  /**
   * Changes the columns and constraints in the statement that created a table. The columns stay the
   * same and in the same order; only their definitions may change. Changes everything or nothing.
   *
   * @throws SQLException if rows prevent the change
   */
  static void change(SchemaSession session, String table, UnaryOperator<List<String>> change)
      throws SQLException {
    session.commit(List.of());
    int followed = session.sql().fetchSingle("pragma foreign_keys").get(0, Integer.class);
    int legacy = session.sql().fetchSingle("pragma legacy_alter_table").get(0, Integer.class);
    set(session, 0, 1);
    try {
      new SqliteTable(session, table).change(change);
    } finally {
      set(session, followed, legacy);
    }
  }

  /** Replaces the definition of a column. */
  static UnaryOperator<List<String>> redefined(String column, String definition) {
    return parts -> parts.stream()
        .map(part -> firstWord(part).equals(column) ? definition : part)
        .toList();
  }

  /**
   * Sets two pragmas, neither of which can be set within a transaction.
   *
   * @param followed whether foreign keys are enforced
   * @param legacy whether a host's view may name a table that is missing for a moment
   */
  private static void set(SchemaSession session, int followed, int legacy) throws SQLException {
    session.connection().setAutoCommit(true);
    session.execute("pragma foreign_keys = " + followed);
    session.execute("pragma legacy_alter_table = " + legacy);
    session.connection().setAutoCommit(false);
  }

  private void change(UnaryOperator<List<String>> change) throws SQLException {
    try {
      List<String> others = statements("type <> 'table'");
      List<String> parts = change.apply(
          SqlText.parts(SqlText.inParentheses(statements("type = 'table'").get(0))));
      session.execute("create table " + NEW + " (" + String.join(", ", parts) + ")");
      session.execute("insert into " + NEW + " select * from " + name);
      session.execute("drop table " + name);
      session.execute("alter table " + NEW + " rename to " + name);
      for (String other : others) {
        session.execute(other);
      }
      requireReferences();
      session.connection().commit();
    } catch (SQLException e) {
      session.connection().rollback();
      throw e;
    }
  }

  private List<String> statements(String which) {
    return session
        .sql()
        .fetch(
            "select sql from sqlite_master where tbl_name = ? and sql is not null and " + which,
            name)
        .map(row -> SqlText.statements(row.get(0, String.class)).get(0));
  }

  /** Checks the references, which are not enforced while the rows are copied. */
  private void requireReferences() throws SQLException {
    int orphans = session.sql().fetch("pragma foreign_key_check(" + name + ")").size();
    if (orphans > 0) {
      throw new SQLException(orphans + (orphans == 1 ? " row of " : " rows of ") + name
          + (orphans == 1 ? " refers" : " refer") + " to rows that do not exist.");
    }
  }

  private static String firstWord(String part) {
    return part.split("\\s", 2)[0].replaceAll("[\"`]", "").toLowerCase(Locale.ROOT);
  }
}
