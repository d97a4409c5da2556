package dev.reelstate.examples.benchmarks.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Locale;

/**
 * A database for one subject and one round, and how to connect to it.
 *
 * <p>Each library gets the connections that it is documented to like best: Reelstate ones with
 * auto-commit off and read committed, the others the defaults of HikariCP. The pools are of one
 * size, which leaves every thread of every library a connection. In the embedded databases a commit
 * is in the file when it returns, for all of them.
 *
 * @param kind what it is
 * @param place a JDBC URL, or the path of an embedded database
 */
record TestDatabase(Kind kind, String place) {

  /** The kinds of database. */
  enum Kind {
    POSTGRESQL("PostgreSQL"),
    MARIADB("MariaDB"),
    H2("H2 file"),
    SQLITE("SQLite");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** What the tables call it. */
    String title() {
      return title;
    }

    /** What people type. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether another process can work on it at the same time. */
    boolean isShared() {
      return this != H2;
    }

    /** Whether it is a process of its own. */
    boolean isServer() {
      return this == POSTGRESQL || this == MARIADB;
    }
  }

  private static final int CONNECTIONS = JobLibrary.THREADS + 6;

  /** Connections to a server for Reelstate. */
  HikariDataSource storePool() {
    HikariConfig config = config(CONNECTIONS);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return new HikariDataSource(config);
  }

  /** Connections for the others. */
  HikariDataSource pool() {
    // One writer at a time is all that SQLite has. With a pool of one the others queue instead of
    // sleeping until it is free, and it is what db-scheduler's own tests use.
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
