package dev.reelstate.examples.benchmarks.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.examples.benchmarks.store.library.JobLibrary;
import java.util.Locale;

/**
 * A database for one subject and one round, with connection pools for it.
 *
 * <p>Each library gets the connections that its documentation recommends: Reelstate gets
 * auto-commit off and {@code READ COMMITTED}, the others HikariCP's defaults. All pools have the
 * same size, which provides a connection for every thread of every library. In the embedded
 * databases, every commit is in the file when it returns, for all libraries.
 *
 * @param kind its kind
 * @param place the JDBC URL, or the path of an embedded database
 */
public record TestDatabase(Kind kind, String place) {

  /** The supported kinds of database. */
  public enum Kind {
    POSTGRESQL("PostgreSQL"),
    MARIADB("MariaDB"),
    H2("H2 file"),
    SQLITE("SQLite");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** Its name in the tables. */
    public String title() {
      return title;
    }

    /** Its name on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether several processes can use it at the same time. */
    public boolean isShared() {
      return this != H2;
    }

    /** Whether it runs as a separate server process. */
    public boolean isServer() {
      return this == POSTGRESQL || this == MARIADB;
    }
  }

  private static final int CONNECTIONS = JobLibrary.THREADS + 6;

  /** Opens a pool on a server for Reelstate. */
  public HikariDataSource storePool() {
    HikariConfig config = config(CONNECTIONS);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return new HikariDataSource(config);
  }

  /** Opens a pool for the other libraries. */
  public HikariDataSource pool() {
    // SQLite has only one writer at a time. With a pool of one connection the other threads queue
    // instead of polling for the lock, and db-scheduler's own tests use that too.
    return new HikariDataSource(config(kind == Kind.SQLITE ? 1 : CONNECTIONS));
  }

  private HikariConfig config(int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url());
    config.setMaximumPoolSize(size);
    if (kind == Kind.H2) {
      config.setUsername("sa");
      config.setPassword("");
    }
    if (kind == Kind.SQLITE) {
      config.addDataSourceProperty("journal_mode", "WAL");
      config.addDataSourceProperty("synchronous", "FULL");
      config.addDataSourceProperty("busy_timeout", "10000");
    }
    return config;
  }

  private String url() {
    return switch (kind) {
      case H2 -> "jdbc:h2:file:" + place + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000";
      case SQLITE -> "jdbc:sqlite:" + place;
      case POSTGRESQL, MARIADB -> place;
    };
  }
}
