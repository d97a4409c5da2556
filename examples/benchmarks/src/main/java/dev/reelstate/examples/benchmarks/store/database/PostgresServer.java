package dev.reelstate.examples.benchmarks.store.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A PostgreSQL server on the loopback interface, started by the benchmark. Each subject gets a
 * fresh database for each round, one after another, so that no subject works on tables bloated by
 * another.
 */
public final class PostgresServer implements DatabaseSource {

  private static final List<String> SETTINGS = List.of(
      "server_version",
      "fsync",
      "synchronous_commit",
      "full_page_writes",
      "shared_buffers",
      "max_wal_size",
      "autovacuum");
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /** The application name of the benchmark's own connections. */
  private static final String OBSERVER = "observer";

  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer(EmbeddedPostgres server) {
    this.server = server;
  }

  public static PostgresServer start() {
    try {
      return new PostgresServer(
          EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(5)).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings that affect the figures, in one line. They are the same for all subjects. */
  public String settings() {
    return SETTINGS.stream()
        .map(name -> name + " " + text("postgres", "show " + name))
        .collect(Collectors.joining(", "));
  }

  @Override
  public TestDatabase fresh() {
    String name = "benchmark_" + databases.incrementAndGet();
    run("postgres", "create database " + name);
    // All subjects may benefit from the driver's batching of inserts.
    return new TestDatabase(
        TestDatabase.Kind.POSTGRESQL,
        server.getJdbcUrl("postgres", name) + "&reWriteBatchedInserts=true");
  }

  @Override
  public void drop(TestDatabase database) {
    run("postgres", "drop database " + name(database) + " with (force)");
  }

  @Override
  public void settle(TestDatabase database) {
    run(name(database), "vacuum analyze");
    run("postgres", "checkpoint");
  }

  /**
   * Waits until only connections of {@link #connect} are left, since the server adds a connection's
   * counts when it ends.
   */
  @Override
  public Spent spent(TestDatabase database) {
    String name = name(database);
    String others = "select count(*) from pg_stat_activity where datname = '" + name
        + "' and application_name <> '" + OBSERVER + "'";
    while (number(others) > 0) {
      pause();
    }
    return new Spent(
        number("select xact_commit from pg_stat_database where datname = '" + name + "'"),
        number("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"));
  }

  /** Opens a privileged connection to a database of this server. */
  public Connection connect(TestDatabase database) throws SQLException {
    return connect(name(database));
  }

  private Connection connect(String name) throws SQLException {
    return DriverManager.getConnection(
        server.getJdbcUrl("postgres", name) + "&ApplicationName=" + OBSERVER);
  }

  private static String name(TestDatabase database) {
    String place = database.place();
    return place.substring(place.lastIndexOf('/') + 1, place.indexOf('?'));
  }

  private void run(String name, String sql) {
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long number(String sql) {
    return Long.parseLong(text("postgres", sql));
  }

  private String text(String name, String sql) {
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The benchmark was interrupted.", e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
