package dev.reelstate.jdbc;

import dev.reelstate.ReelstateException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Where the databases differ, all of it. Immutable and thread-safe.
 *
 * @param jooq what jOOQ is told
 * @param folder of the migrations that only this database gets
 * @param now the time of the database's clock
 * @param passingErrors vendor codes of errors after which the same transaction may well succeed when it is run again
 */
record Dialect(SQLDialect jooq, String folder, Field<Instant> now, Set<Integer> passingErrors) {

  /** H2, embedded or as a server, in any of its modes. Its time stands still within a transaction. */
  static final Dialect H2 = new Dialect(
      SQLDialect.H2,
      "h2",
      micros("cast(extract(epoch from current_timestamp) * 1000000 as bigint)"),
      // Deadlock, lock timeout, concurrent update, and a key that another transaction has just
      // taken.
      Set.of(40001, 50200, 90131, 23505));

  /**
   * The dialect of the database behind a connection.
   *
   * @throws ReelstateException if it is a database that is not supported
   */
  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    if (product.equals("H2")) {
      return H2;
    }
    throw new ReelstateException(Failure.permanent(
        FailureCode.DATABASE_UNAVAILABLE, "The database " + product + " is not supported; H2 is."));
  }

  /** A name without quotes, in the case in which the database keeps such names. */
  static String fold(DatabaseMetaData database, String name) throws SQLException {
    if (database.storesUpperCaseIdentifiers()) {
      return name.toUpperCase(Locale.ROOT);
    }
    return database.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
  }

  /** Whether the same transaction may well succeed when it is run again. */
  boolean isPassing(SQLException error) {
    return passingErrors.contains(error.getErrorCode());
  }

  /** What went wrong, for people and for logs. */
  static ReelstateException failure(SQLException error) {
    String message = hasCause(error, "No space left on device")
        ? "The disk that holds the database is full; free some space and try again."
        : "The database could not be reached or refused a statement; see the log for what it said.";
    return new ReelstateException(
        Failure.retryable(FailureCode.DATABASE_UNAVAILABLE, message)
            .withDetail("SQL state " + error.getSQLState() + ", code " + error.getErrorCode() + ": "
                + error),
        error);
  }

  private static Field<Instant> micros(String expression) {
    return DSL.field(expression, SQLDataType.BIGINT).convert(new InstantConverter());
  }

  /** Looks at the causes, and at what was chained to the error by a batch. */
  private static boolean hasCause(SQLException error, String text) {
    for (Throwable cause : error) {
      if (cause.getMessage() != null && cause.getMessage().contains(text)) {
        return true;
      }
    }
    return false;
  }
}
