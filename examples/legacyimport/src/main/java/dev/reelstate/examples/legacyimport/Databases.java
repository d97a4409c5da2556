package dev.reelstate.examples.legacyimport;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.reelstate.ReelstateException;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database to read and the store to write. Closing it closes both. */
final class Databases implements AutoCloseable {

  private static final String SQLITE_READ_ONLY = "1";

  private final HikariDataSource legacy;
  private final @Nullable HikariDataSource pool;
  private final JdbcVideoStore store;

  private Databases(
      HikariDataSource legacy, @Nullable HikariDataSource pool, JdbcVideoStore store) {
    this.legacy = legacy;
    this.pool = pool;
    this.store = store;
  }

  /**
   * Opens both.
   *
   * @param target a JDBC URL, or a file or folder
   * @throws ReelstateException naming the one that cannot be opened, but never its URL, which may
   *     contain a password
   */
  static Databases open(String legacyUrl, String target) {
    HikariDataSource legacy = legacy(legacyUrl);
    HikariDataSource pool = null;
    try {
      if (target.startsWith("jdbc:")) {
        pool = pool("The database of the store", config(target));
        return new Databases(legacy, pool, JdbcVideoStore.open(pool));
      }
      return new Databases(legacy, null, file(Path.of(target)));
    } catch (RuntimeException e) {
      legacy.close();
      if (pool != null) {
        pool.close();
      }
      throw e;
    }
  }

  DataSource legacy() {
    return legacy;
  }

  JdbcVideoStore store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
    if (pool != null) {
      pool.close();
    }
    legacy.close();
  }

  private static JdbcVideoStore file(Path path) {
    return path.toString().endsWith(".sqlite")
        ? JdbcVideoStore.openSqlite(path)
        : JdbcVideoStore.openH2(path);
  }

  /**
   * Opens the legacy database read-only; embedded databases would otherwise create a missing one.
   */
  private static HikariDataSource legacy(String url) {
    boolean absentH2 = url.startsWith("jdbc:h2:")
        && !url.startsWith("jdbc:h2:mem:")
        && !url.toUpperCase(Locale.ROOT).contains("IFEXISTS");
    HikariConfig config = config(absentH2 ? url + ";IFEXISTS=TRUE" : url);
    config.setMaximumPoolSize(1);
    if (url.startsWith("jdbc:sqlite:")) {
      config.addDataSourceProperty("open_mode", SQLITE_READ_ONLY);
      config.setReadOnly(true); // otherwise the pool would try to make it writable
    }
    return pool("The database of the earlier platform", config);
  }

  private static HikariConfig config(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setAutoCommit(false);
    return config;
  }

  private static HikariDataSource pool(String name, HikariConfig config) {
    try {
      DriverManager.getDriver(config.getJdbcUrl());
      return new HikariDataSource(config);
    } catch (SQLException e) {
      throw new ReelstateException(
          Failure.permanent(
              FailureCode.INVALID_REQUEST,
              name + " requires a JDBC URL of H2, PostgreSQL, MariaDB, MySQL or SQLite."),
          e);
    } catch (PoolInitializationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ReelstateException(
          Failure.retryable(
                  FailureCode.DATABASE_UNAVAILABLE,
                  name + " cannot be opened; check that it exists, and its URL and user.")
              .withDetail(cause.toString()),
          e);
    }
  }
}
