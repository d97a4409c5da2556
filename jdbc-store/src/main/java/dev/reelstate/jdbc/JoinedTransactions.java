package dev.reelstate.jdbc;

import dev.reelstate.jdbc.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in the caller's transaction. Commits nothing, rolls back only the changes of a failed
 * call, and changes no connection settings. Not thread-safe, because the connection is not.
 */
final class JoinedTransactions implements Transactions {

  private final Connection connection;
  private final Dialect dialect;
  private final Configuration configuration;

  JoinedTransactions(Connection connection, Dialect dialect, Configuration configuration) {
    this.connection = connection;
    this.dialect = dialect;
    this.configuration = configuration;
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
    try {
      if (connection.getAutoCommit()) {
        throw new IllegalStateException(
            "The connection is in auto-commit mode; switch it off to make this part of a"
                + " transaction.");
      }
      return within(connection.setSavepoint(), work, writes);
    } catch (DataAccessException e) {
      SQLException error = e.getCause(SQLException.class);
      throw error == null ? e : Dialect.failure(error);
    } catch (SQLException e) {
      throw Dialect.failure(e);
    }
  }

  private <T extends @Nullable Object> T within(
      Savepoint before, Function<Transaction, T> work, boolean writes) throws SQLException {
    Transaction transaction =
        new Transaction(configuration.derive(connection).dsl(), dialect, false, false);
    try {
      T result = transaction.run(work, writes);
      connection.releaseSavepoint(before);
      return result;
    } catch (RuntimeException | SQLException | Error e) {
      rollBack(before, e);
      throw e;
    }
  }

  private void rollBack(Savepoint before, Throwable reason) {
    try {
      connection.rollback(before);
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }
}
