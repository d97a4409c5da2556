package dev.reelstate.jdbc;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs several pieces of work in one and the same transaction, which somebody else begins and ends.
 * Not thread-safe.
 */
record WithinTransaction(Transaction transaction) implements Transactions {

  @Override
  public <T extends @Nullable Object> T call(Function<Transaction, T> work) {
    T result = work.apply(transaction);
    transaction.flush(); // for those who read next
    return result;
  }

  @Override
  public <T extends @Nullable Object> T read(Function<Transaction, T> work) {
    return work.apply(transaction);
  }
}
