package dev.reelstate.jdbc;

import dev.reelstate.event.VideoEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions on connections of a {@link DataSource}. Each is read committed, begun and ended here, whatever the connection's
 * auto-commit mode is, and the connection goes back as it came. What may pass, such as a deadlock, is tried again a few times.
 */
final class OwnTransactions implements Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(OwnTransactions.class);
  private static final int TRIES = 8;
  private static final Duration LONGEST_FIRST_PAUSE = Duration.ofMillis(4);

  private final DataSource dataSource;
  private final Dialect dialect;
  private final Configuration configuration;
  private final CommitHints hints = new CommitHints();

  OwnTransactions(DataSource dataSource, Dialect dialect, Configuration configuration) {
    this.dataSource = dataSource;
    this.dialect = dialect;
    this.configuration = configuration;
  }

  CommitHints hints() {
    return hints;
  }

  @Override
  public <T extends @Nullable Object> T call(Function<Transaction, T> work) {
    for (int tried = 1; ; tried++) {
      try {
        return once(work);
      } catch (DataAccessException e) {
        SQLException error = e.getCause(SQLException.class);
        if (error == null) {
          throw e;
        }
        pauseOrThrow(error, tried);
      } catch (SQLException e) {
        pauseOrThrow(e, tried);
      }
    }
  }

  private <T extends @Nullable Object> T once(Function<Transaction, T> work) throws SQLException {
    List<VideoEvent> events;
    T result;
    try (Connection connection = dataSource.getConnection();
        Borrowed borrowed = Borrowed.begin(connection)) {
      Transaction transaction =
          new Transaction(configuration.derive(borrowed.connection()).dsl(), dialect);
      try {
        result = work.apply(transaction);
        transaction.flush();
        connection.commit();
      } catch (RuntimeException | SQLException | Error e) {
        rollBack(connection, e);
        throw e;
      }
      events = transaction.events();
    }
    hints.give(events);
    return result;
  }

  private void pauseOrThrow(SQLException error, int tried) {
    if (tried >= TRIES || !dialect.isPassing(error)) {
      throw Dialect.failure(error);
    }
    LOG.debug("Tries the transaction again, as it met another one.", error);
    long longest = LONGEST_FIRST_PAUSE.toNanos() << tried;
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
  }

  private static void rollBack(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /** A connection's settings as they came, to be put back. */
  private record Borrowed(Connection connection, boolean autoCommit, int isolation)
      implements AutoCloseable {

    static Borrowed begin(Connection connection) throws SQLException {
      Borrowed borrowed = new Borrowed(
          connection, connection.getAutoCommit(), connection.getTransactionIsolation());
      if (borrowed.autoCommit) {
        connection.setAutoCommit(false);
      }
      if (borrowed.isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      return borrowed;
    }

    @Override
    public void close() throws SQLException {
      if (connection.isClosed()) {
        return;
      }
      if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(isolation);
      }
      if (autoCommit) {
        connection.setAutoCommit(true);
      }
    }
  }
}
