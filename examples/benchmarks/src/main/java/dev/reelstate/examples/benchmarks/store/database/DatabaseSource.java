package dev.reelstate.examples.benchmarks.store.database;

/**
 * Creates fresh databases of one kind. Closing it stops any server that it started and removes the
 * databases.
 */
public interface DatabaseSource extends AutoCloseable {

  /** Creates an empty database for exclusive use. */
  TestDatabase fresh();

  /**
   * Brings a freshly filled database into the state that the server's own maintenance would reach.
   */
  default void settle(TestDatabase database) {}

  /**
   * The resources spent on a database since its creation, or zeros if this kind of database does
   * not count them.
   */
  default Spent spent(TestDatabase database) {
    return Spent.NOTHING;
  }

  /** Removes a database after use, so that its maintenance does not disturb later measurements. */
  default void drop(TestDatabase database) {}

  @Override
  void close();

  /**
   * The work done by a database.
   *
   * @param transactions committed transactions, including read-only ones
   * @param logBytes bytes that the whole server wrote to the write-ahead log
   */
  record Spent(long transactions, long logBytes) {

    static final Spent NOTHING = new Spent(0, 0);

    public Spent since(Spent before) {
      return new Spent(transactions - before.transactions, logBytes - before.logBytes);
    }
  }
}
