package dev.reelstate.jdbc.dialect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Opens a SQLite database that belongs to a store. Several processes on one machine may have the
 * file open. Thread-safe.
 */
public final class SqliteDatabase {

  private SqliteDatabase() {}

  public static HikariDataSource file(Path path) {
    String url = "jdbc:sqlite:" + DatabaseFiles.locate(path, "reelstate.sqlite");
    requireDriver(url);
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setAutoCommit(false);
    config.setPoolName("reelstate");
    // Readers see the last commit and never wait; a commit is on disk when it returns.
    config.addDataSourceProperty("journal_mode", "WAL");
    config.addDataSourceProperty("synchronous", "FULL");
    // A writer waits for writers of other processes; those of this process queue beforehand.
    config.addDataSourceProperty("busy_timeout", "10000");
    config.addDataSourceProperty("foreign_keys", "true");
    return new HikariDataSource(config);
  }

  private static void requireDriver(String url) {
    try {
      DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw DatabaseFiles.unavailable(
          "SQLite is not on the class path; add org.xerial:sqlite-jdbc.", e);
    }
  }
}
