package dev.reelstate.jdbc.dialect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * An embedded H2 database that belongs to a store, with its pool. One connection always stays open,
 * which keeps the database open whatever the pool does. Thread-safe.
 */
public final class H2Database implements AutoCloseable {

  // DB_CLOSE_ON_EXIT: H2's shutdown hook would close the database while the application's own
  // hooks are still draining work.
  // MAX_LENGTH_INPLACE_LOB: keeps JSON of the usual size in its row.
  // QUERY_CACHE_SIZE: caches all of a store's statements per connection, instead of the last eight.
  private static final String SETTINGS =
      ";DB_CLOSE_ON_EXIT=FALSE;MAX_LENGTH_INPLACE_LOB=4096;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=128";

  // A commit is in the file when it returns, so it survives a crash of the process. By default H2
  // writes 0.5 s later.
  private static final String DURABLE = ";WRITE_DELAY=0";

  // A thread that is interrupted while reading or writing the file closes it, and with it the
  // database for all threads. With this prefix, H2 reopens the file and continues; the interrupt
  // may be lost.
  private static final String REOPENED = "retry:";

  private static final String SUFFIX = ".mv.db";
  private static final int ALREADY_OPEN = 90020;
  private static final String NO_DRIVER = "08001";

  private final Connection anchor;
  private final HikariDataSource pool;

  private H2Database(Connection anchor, HikariDataSource pool) {
    this.anchor = anchor;
    this.pool = pool;
  }

  public static H2Database inMemory(String name) {
    return open("jdbc:h2:mem:" + refuseSemicolon(name) + SETTINGS);
  }

  public static H2Database file(Path path) {
    String name = refuseSemicolon(DatabaseFiles.locate(path, "reelstate").toString());
    String bare = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    return open("jdbc:h2:file:" + REOPENED + bare + SETTINGS + DURABLE);
  }

  public HikariDataSource pool() {
    return pool;
  }

  /** Closes the pool, and then the database with its last connection. */
  @Override
  public void close() {
    pool.close();
    try {
      anchor.close();
    } catch (SQLException e) {
      throw Dialect.failure(e);
    }
  }

  private static H2Database open(String url) {
    Connection anchor = anchor(url);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("sa");
    config.setPassword("");
    config.setAutoCommit(false);
    config.setPoolName("reelstate");
    return new H2Database(anchor, new HikariDataSource(config));
  }

  private static Connection anchor(String url) {
    try {
      return DriverManager.getConnection(url, "sa", "");
    } catch (SQLException e) {
      if (e.getErrorCode() == ALREADY_OPEN) {
        throw DatabaseFiles.unavailable(
            "Another process has this database open; close it there, or use a separate file here.",
            e);
      }
      if (NO_DRIVER.equals(e.getSQLState()) && e.getErrorCode() == 0) {
        throw DatabaseFiles.unavailable("H2 is not on the class path; add com.h2database:h2.", e);
      }
      throw Dialect.failure(e);
    }
  }

  private static String refuseSemicolon(String name) {
    if (name.indexOf(';') >= 0) {
      throw new IllegalArgumentException(
          "The name of an H2 database must not contain a semicolon.");
    }
    return name;
  }
}
