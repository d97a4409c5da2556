package dev.reelstate.jdbc.migration;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * One transaction on one connection, for code that takes several connections and commits as it
 * goes. That code gets a data source whose connections are all the same one, and whose commits wait
 * for {@link #commit()}. Flyway commits a migration and the record of it separately, and a process
 * may die in between. Not thread-safe.
 */
final class OneTransaction implements AutoCloseable {

  private final DataSource dataSource;
  private final Connection connection;
  private final boolean autoCommit;
  private boolean rolledBack;

  private OneTransaction(DataSource dataSource, Connection connection) throws SQLException {
    this.dataSource = dataSource;
    this.connection = connection;
    this.autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
  }

  static OneTransaction begin(DataSource dataSource) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      return new OneTransaction(dataSource, connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  DataSource dataSource() {
    return Proxies.of(
        DataSource.class,
        (self, method, arguments) -> method.getName().equals("getConnection")
            ? handedOut()
            : Proxies.invoke(dataSource, method, arguments));
  }

  /**
   * Commits all changes.
   *
   * @throws SQLException if the database fails, or some changes were rolled back
   */
  void commit() throws SQLException {
    if (rolledBack) {
      throw new SQLException(
          "Part of the transaction was rolled back, so none of it was committed.");
    }
    connection.commit();
  }

  /** Rolls back uncommitted changes and restores the connection's settings. */
  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
      if (autoCommit) {
        connection.setAutoCommit(true);
      }
    }
  }

  private Connection handedOut() {
    boolean[] commitsByItself = {true};
    return Proxies.of(Connection.class, (self, method, arguments) -> switch (method.getName()) {
      case "commit", "close" -> null;
      case "getAutoCommit" -> commitsByItself[0];
      case "setAutoCommit" -> {
        commitsByItself[0] = (Boolean) arguments[0];
        yield null;
      }
      case "rollback" -> {
        rolledBack |= method.getParameterCount() == 0;
        yield Proxies.invoke(connection, method, arguments);
      }
      default -> Proxies.invoke(connection, method, arguments);
    });
  }
}
