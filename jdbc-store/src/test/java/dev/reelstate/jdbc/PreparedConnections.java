package dev.reelstate.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Connections that run some statements before they are handed out, and are not reused. */
public final class PreparedConnections {

  private PreparedConnections() {}

  public static DataSource of(DataSource pool, String... statements) {
    return of(((HikariDataSource) pool).getJdbcUrl(), statements);
  }

  public static DataSource of(String url, String... statements) {
    return of(url, connection -> {}, statements);
  }

  /** Connections that are also passed to a listener. */
  public static DataSource of(String url, Consumer<Connection> list, String... statements) {
    return (DataSource) Proxy.newProxyInstance(
        PreparedConnections.class.getClassLoader(),
        new Class<?>[] {DataSource.class},
        (self, method, arguments) -> {
          if (!method.getName().equals("getConnection")) {
            throw new UnsupportedOperationException(method.getName());
          }
          Connection connection = open(url, statements);
          list.accept(connection);
          return connection;
        });
  }

  private static Connection open(String url, String... statements) throws SQLException {
    Connection connection = url.startsWith("jdbc:h2")
        ? DriverManager.getConnection(url, "sa", "")
        : DriverManager.getConnection(url);
    try (var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return connection;
  }
}
