package dev.reelstate.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** The isolation of a session's transaction, put back at its end, with what was not committed rolled back. Not thread-safe. */
final class Isolation implements AutoCloseable {

  private final Connection connection;
  private final int before;
  private final int wanted;

  private Isolation(Connection connection, int before, int wanted) {
    this.connection = connection;
    this.before = before;
    this.wanted = wanted;
  }

  static Isolation of(SchemaSession session, int wanted) throws SQLException {
    Connection connection = session.connection();
    int before = connection.getTransactionIsolation();
    if (before != wanted) {
      connection.setTransactionIsolation(wanted);
    }
    return new Isolation(connection, before, wanted);
  }

  void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    connection.rollback();
    if (before != wanted) {
      connection.setTransactionIsolation(before);
    }
  }
}
