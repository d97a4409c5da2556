package dev.reelstate.examples.benchmarks.store;

/**
 * Where fresh databases of one kind come from. Closing it ends what it started and removes the
 * databases.
 */
interface DatabaseSource extends AutoCloseable {

  /** An empty database that nobody else uses. */
  TestDatabase fresh();

  /**
   * Puts a database that was just filled in the state that the server's own upkeep would bring it
   * to.
   */
  default void settle(TestDatabase database) {}

  /**
   * What was spent on a database since its creation, or nothing but zeros where the kind of
   * database does not count it.
   */
  default Spent spent(TestDatabase database) {
    return Spent.NOTHING;
  }

  /** Removes a database that nobody uses any more, so that its upkeep disturbs nobody. */
  default void drop(TestDatabase database) {}

  @Override
  void close();

  /**
   * What a database was made to do.
   *
   * @param transactions committed, those that only read included
   * @param logBytes written to the write-ahead log, by the whole server
   */
  record Spent(long transactions, long logBytes) {

    static final Spent NOTHING = new Spent(0, 0);

    Spent since(Spent before) {
      return new Spent(transactions - before.transactions, logBytes - before.logBytes);
    }
  }
}
