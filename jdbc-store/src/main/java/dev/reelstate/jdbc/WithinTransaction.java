package dev.reelstate.jdbc;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs several pieces of work in a single transaction that the caller begins and ends. Not
 * thread-safe.
 */
record WithinTransaction(Transaction transaction) implements Transactions {

  @Override
  public <T extends @Nullable Object> T call(Function<Transaction, T> work) {
    T result = work.apply(transaction);
    transaction.flush(); // so that later reads see the changes
    return result;
  }

  @Override
  public <T extends @Nullable Object> T read(Function<Transaction, T> work) {
    return work.apply(transaction);
  }
}
