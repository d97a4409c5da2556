package dev.reelstate.examples.move;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.sql.SQLException;
import java.util.Locale;

/** Opens databases by their URLs. Thread-safe. */
final class Database {

  private static final String H2 = "jdbc:h2:";

  private Database() {}

  /** Opens an existing database; H2 would otherwise create a missing one. */
  static HikariDataSource existing(String url) {
    return open(url.startsWith(H2) ? url + ";IFEXISTS=TRUE" : url);
  }

  /** Opens a database, which may be created. */
  static HikariDataSource any(String url) {
    return open(url);
  }

  private static HikariDataSource open(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(2);
    config.setAutoCommit(false);
    if (url.startsWith(H2) && !url.toUpperCase(Locale.ROOT).contains(";USER=")) {
      config.setUsername("sa");
    }
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw new ReelstateException(
          Failure.retryable(
              FailureCode.DATABASE_UNAVAILABLE,
              "The database at " + withoutSecrets(url) + " cannot be opened: " + reason(e)),
          e);
    }
  }

  /** Removes the parts of a URL that may contain passwords. */
  private static String withoutSecrets(String url) {
    return url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
  }

  private static String reason(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null && !(cause instanceof SQLException)) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).replaceAll("\\R.*", "");
  }
}
