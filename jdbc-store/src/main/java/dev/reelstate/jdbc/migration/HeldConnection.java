package dev.reelstate.jdbc.migration;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * One connection for code that takes several, one after the other or at once. A pool may have a
 * single one, and a lock of the database belongs to the connection that took it. Not thread-safe.
 */
final class HeldConnection implements AutoCloseable {

  private final DataSource dataSource;
  private final Connection connection;
  private final boolean autoCommit;

  private HeldConnection(DataSource dataSource, Connection connection) throws SQLException {
    this.dataSource = dataSource;
    this.connection = connection;
    this.autoCommit = connection.getAutoCommit();
  }

  static HeldConnection take(DataSource dataSource) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      return new HeldConnection(dataSource, connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  Connection connection() {
    return connection;
  }

  /** A data source that hands out this connection, which stays open when it is returned. */
  DataSource dataSource() {
    return Proxies.of(
        DataSource.class,
        (self, method, arguments) -> method.getName().equals("getConnection")
            ? handedOut()
            : Proxies.invoke(dataSource, method, arguments));
  }

  private Connection handedOut() {
    return Proxies.of(Connection.class, (self, method, arguments) -> {
      if (!method.getName().equals("close")) {
        return Proxies.invoke(connection, method, arguments);
      }
      tidyUp();
      return null;
    });
  }

  /** What was not committed is rolled back, as a pool does. */
  private void tidyUp() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
    if (connection.getAutoCommit() != autoCommit) {
      connection.setAutoCommit(autoCommit);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
