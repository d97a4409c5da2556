package dev.reelstate.jdbc.backup;

import dev.reelstate.jdbc.dialect.SchemaSession;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A session's transaction over all rows, with a given isolation level and results read row by row.
 * On close, uncommitted changes are rolled back and the session's settings are restored. Not
 * thread-safe.
 */
final class LongTransaction implements AutoCloseable {

  private final SchemaSession session;
  private final int before;
  private final int wanted;

  private LongTransaction(SchemaSession session, int before, int wanted) {
    this.session = session;
    this.before = before;
    this.wanted = wanted;
  }

  static LongTransaction begin(SchemaSession session, int wanted) throws SQLException {
    Connection connection = session.connection();
    connection.rollback(); // earlier reads have begun a transaction
    int before = connection.getTransactionIsolation();
    if (before != wanted) {
      connection.setTransactionIsolation(wanted);
    }
    readRowByRow(session, true);
    return new LongTransaction(session, before, wanted);
  }

  /** The session, in the transaction. */
  SchemaSession session() {
    return session;
  }

  void commit() throws SQLException {
    session.connection().commit();
  }

  @Override
  public void close() throws SQLException {
    session.connection().rollback();
    readRowByRow(session, false);
    if (before != wanted) {
      session.connection().setTransactionIsolation(before);
    }
  }

  private static void readRowByRow(SchemaSession session, boolean begin) throws SQLException {
    String statement = session.dialect().readRowByRow(begin);
    if (statement != null) {
      session.execute(statement);
    }
  }
}
