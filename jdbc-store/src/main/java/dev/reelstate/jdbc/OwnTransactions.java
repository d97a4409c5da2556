package dev.reelstate.jdbc;

import dev.reelstate.jdbc.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs transactions on connections of a {@link DataSource}. Each transaction begins and ends here,
 * with the dialect's isolation level, whatever the connection's auto-commit mode. The connection is
 * returned with its original settings. Transient errors, such as deadlocks, are retried a few
 * times.
 */
final class OwnTransactions implements Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(OwnTransactions.class);
  private static final int TRIES = 8;
  private static final Duration LONGEST_FIRST_PAUSE = Duration.ofMillis(4);

  private final DataSource dataSource;
  private final Dialect dialect;
  private final Configuration configuration;
  private final Consumer<Transaction> committed;
  private final Lock writer = new ReentrantLock(true);

  /**
   * Creates transactions on a data source.
   *
   * @param committed receives each transaction after its commit, on the committing thread
   */
  OwnTransactions(
      DataSource dataSource,
      Dialect dialect,
      Configuration configuration,
      Consumer<Transaction> committed) {
    this.dataSource = dataSource;
    this.dialect = dialect;
    this.configuration = configuration;
    this.committed = committed;
  }

  @Override
  public <T extends @Nullable Object> T call(Function<Transaction, T> work) {
    return call(work, true);
  }

  @Override
  public <T extends @Nullable Object> T read(Function<Transaction, T> work) {
    return call(work, false);
  }

  private <T extends @Nullable Object> T call(Function<Transaction, T> work, boolean writes) {
    for (int tried = 1; ; tried++) {
      try {
        return once(work, writes, tried == 1 && !dialect.hasOneWriter());
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

  private <T extends @Nullable Object> T once(
      Function<Transaction, T> work, boolean writes, boolean hopeful) throws SQLException {
    Done<T> done =
        writes && dialect.hasOneWriter() ? afterOthers(work) : committed(work, writes, hopeful);
    committed.accept(done.transaction());
    return done.result();
  }

  /**
   * Waits for the writer lock in order of arrival. The database itself would have waiting writers
   * poll.
   */
  private <T extends @Nullable Object> Done<T> afterOthers(Function<Transaction, T> work)
      throws SQLException {
    writer.lock();
    try {
      return committed(work, true, false);
    } finally {
      writer.unlock();
    }
  }

  private <T extends @Nullable Object> Done<T> committed(
      Function<Transaction, T> work, boolean writes, boolean hopeful) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Borrowed borrowed = Borrowed.begin(connection, dialect)) {
      Transaction transaction = new Transaction(
          configuration.derive(borrowed.connection()).dsl(), dialect, true, hopeful);
      try {
        T result = transaction.run(work, writes);
        connection.commit();
        return new Done<>(result, transaction);
      } catch (RuntimeException | SQLException | Error e) {
        rollBack(connection, e);
        throw e;
      }
    }
  }

  private void pauseOrThrow(SQLException error, int tried) {
    if (tried >= TRIES || !dialect.isPassing(error)) {
      throw Dialect.failure(error);
    }
    LOG.debug("Retrying the transaction after a conflict with another one.", error);
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

  /** A committed transaction and its result. */
  private record Done<T extends @Nullable Object>(T result, Transaction transaction) {}

  /**
   * A connection with its original settings, which are restored on close.
   *
   * @param isolation the level to restore, or null if it was not changed
   */
  private record Borrowed(
      Connection connection, boolean autoCommit, @Nullable Integer isolation)
      implements AutoCloseable {

    static Borrowed begin(Connection connection, Dialect dialect) throws SQLException {
      boolean autoCommit = connection.getAutoCommit();
      if (autoCommit) {
        connection.setAutoCommit(false);
      }
      return new Borrowed(connection, autoCommit, isolate(connection, dialect));
    }

    private static @Nullable Integer isolate(Connection connection, Dialect dialect)
        throws SQLException {
      Optional<String> begin = dialect.begin();
      if (begin.isPresent()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(begin.get());
        }
        return null;
      }
      int before = connection.getTransactionIsolation();
      if (before == dialect.isolation()) {
        return null;
      }
      connection.setTransactionIsolation(dialect.isolation());
      return before;
    }

    @Override
    public void close() throws SQLException {
      if (connection.isClosed()) {
        return;
      }
      if (isolation != null) {
        connection.setTransactionIsolation(isolation);
      }
      if (autoCommit) {
        connection.setAutoCommit(true);
      }
    }
  }
}
