package dev.reelstate.jdbc;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs transactions. Thread-safe, unless it is bound to one connection. */
interface Transactions {

  /**
   * Runs work in a transaction: all of it takes effect, or none if it throws. The work may be run
   * more than once.
   *
   * @throws dev.reelstate.ReelstateException if the database fails
   */
  <T extends @Nullable Object> T call(Function<Transaction, T> work);

  /**
   * Runs work that neither writes nor locks, and so does not wait for transactions that do.
   *
   * @throws dev.reelstate.ReelstateException if the database fails
   */
  <T extends @Nullable Object> T read(Function<Transaction, T> work);
}
