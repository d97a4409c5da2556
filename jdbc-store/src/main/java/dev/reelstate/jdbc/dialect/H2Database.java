package dev.reelstate.jdbc.dialect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * An embedded H2 of a store's own, with its pool. One connection stays open from the beginning to
 * the end, so that the database does too, whatever the pool does. Thread-safe.
 */
public final class H2Database implements AutoCloseable {

  // DB_CLOSE_ON_EXIT: a hook of H2's would close the database while the application's own hooks
  // still drain their work.
  // MAX_LENGTH_INPLACE_LOB: JSON of the usual size stays in its row.
  // QUERY_CACHE_SIZE: enough for every statement of a store to be parsed once per connection,
  // instead of the last eight.
  private static final String SETTINGS =
      ";DB_CLOSE_ON_EXIT=FALSE;MAX_LENGTH_INPLACE_LOB=4096;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=128";

  // A commit is in the file when it returns, so that it survives the death of the process. By
  // default H2 writes 0.5 s later.
  private static final String DURABLE = ";WRITE_DELAY=0";

  // A thread that is interrupted while it reads or writes the file closes it, and with it the
  // database for everybody. With this,
  // H2 opens the file again and goes on; the interrupt may be lost.
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

  /** Closes the pool, and with its last connection the database. */
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
            "Another process has this database open; close it there, or use a file of its own here.",
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
      throw new IllegalArgumentException("The name of an H2 database has no semicolon.");
    }
    return name;
  }
}
