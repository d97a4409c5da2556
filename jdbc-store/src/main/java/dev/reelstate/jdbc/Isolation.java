package dev.reelstate.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** The isolation of a session's transaction, put back at its end, with what was not committed rolled back. Not thread-safe. */
final class Isolation implements AutoCloseable {

  private final SchemaSession session;
  private final int before;
  private final int wanted;

  private Isolation(SchemaSession session, int before, int wanted) {
    this.session = session;
    this.before = before;
    this.wanted = wanted;
  }

  static Isolation of(SchemaSession session, int wanted) throws SQLException {
    Connection connection = session.connection();
    connection.rollback(); // what was read so far has begun a transaction
    int before = connection.getTransactionIsolation();
    if (before != wanted) {
      connection.setTransactionIsolation(wanted);
    }
    return new Isolation(session, before, wanted);
  }

  /** The session, isolated. */
  SchemaSession session() {
    return session;
  }

  void commit() throws SQLException {
    session.connection().commit();
  }

  @Override
  public void close() throws SQLException {
    session.connection().rollback();
    if (before != wanted) {
      session.connection().setTransactionIsolation(before);
    }
  }
}
