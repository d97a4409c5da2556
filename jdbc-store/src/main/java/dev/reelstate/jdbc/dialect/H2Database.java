package dev.reelstate.jdbc.dialect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An embedded H2 database that belongs to a store, with its pool. One connection always stays open,
 * which keeps the database open whatever the pool does. Thread-safe.
 */
public final class H2Database implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(H2Database.class);

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

  // When H2 2.3 compacts a file in place, it can lose what was committed last (h2database#4247).
  // Closing compacts by writing a new file instead.
  private static final String NOT_IN_PLACE = ";MAX_COMPACT_TIME=0";

  private static final String FILE_SIZE = "info.FILE_SIZE";
  private static final String PERCENT_IN_USE = "info.CHUNKS_FILL_RATE";
  private static final long SMALL_BYTES = 4 << 20;

  private static final String SUFFIX = ".mv.db";
  private static final int ALREADY_OPEN = 90020;
  private static final String NO_DRIVER = "08001";

  /** Held so that no store opens a file while the last one that had it open closes it. */
  private static final ReentrantLock OPENING = new ReentrantLock();

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
    return open("jdbc:h2:file:" + REOPENED + bare + SETTINGS + DURABLE + NOT_IN_PLACE);
  }

  public HikariDataSource pool() {
    return pool;
  }

  /**
   * Closes the pool, and then the database with its last connection. If most of a file is free by
   * then, it is replaced with one that contains only what is in use.
   */
  @Override
  public void close() {
    pool.close();
    OPENING.lock();
    try (anchor) {
      if (!anchor.isClosed()) {
        compact();
      }
    } catch (SQLException e) {
      throw Dialect.failure(e);
    } finally {
      OPENING.unlock();
    }
  }

  /** Compacts the file if it is worth it. If that fails, the file stays as it is. */
  private void compact() {
    try (Statement statement = anchor.createStatement()) {
      if (isLast() && isMostlyFree()) {
        statement.execute("shutdown compact");
      }
    } catch (SQLException e) {
      LOG.warn("The file of an H2 database could not be compacted; nothing in it is lost.", e);
    }
  }

  /** Whether nobody else in this process has the database open. */
  private boolean isLast() throws SQLException {
    try (Statement statement = anchor.createStatement();
        ResultSet sessions =
            statement.executeQuery("select count(*) from information_schema.sessions")) {
      return sessions.next() && sessions.getInt(1) == 1;
    }
  }

  private boolean isMostlyFree() throws SQLException {
    Map<String, Long> settings = new HashMap<>();
    try (Statement statement = anchor.createStatement();
        ResultSet rows = statement.executeQuery(
            "select setting_name, setting_value from information_schema.settings"
                + " where setting_name in ('" + FILE_SIZE + "', '" + PERCENT_IN_USE + "')")) {
      while (rows.next()) {
        settings.put(rows.getString(1), rows.getLong(2));
      }
    }
    return settings.getOrDefault(FILE_SIZE, 0L) > SMALL_BYTES
        && settings.getOrDefault(PERCENT_IN_USE, 100L) < 50;
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
    OPENING.lock();
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
    } finally {
      OPENING.unlock();
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
