package dev.reelstate.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database server that the tests start, on a port of its own, and that ends with them. One of a kind serves all tests. */
record TestServer(HikariDataSource pool, JdbcVideoStore store) {

  private static final class Postgres {
    private static final TestServer SERVER = start();

    private static TestServer start() {
      try {
        // Ended by a hook of its own.
        return open(EmbeddedPostgres.builder().start().getJdbcUrl("postgres", "postgres"), 12);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** PostgreSQL with settings as they come, but for those that make a commit safe from the loss of power. */
  static TestServer postgres() {
    return Postgres.SERVER;
  }

  /** Removes what a test has left. */
  void empty() {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("delete from reelstate_video");
      statement.execute("delete from reelstate_node");
      statement.execute("delete from reelstate_reader");
      statement.execute("update reelstate_event_position set last_position = 0");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestServer open(String url, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(connections);
    HikariDataSource pool = new HikariDataSource(config);
    return new TestServer(pool, JdbcVideoStore.open(pool));
  }
}
