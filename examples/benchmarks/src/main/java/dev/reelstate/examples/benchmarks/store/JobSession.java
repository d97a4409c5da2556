package dev.reelstate.examples.benchmarks.store;

/**
 * A job library at work on one database. Tasks are numbered from 0 and do nothing but tell the
 * journal.
 */
interface JobSession extends AutoCloseable {

  /**
   * Enqueues one task with the call that an application makes for one; it is committed on return.
   * Thread-safe.
   */
  void enqueue(int number);

  /**
   * Enqueues tasks with the call that an application makes for many; they are committed on return.
   *
   * @param first the number of the first one
   * @param count how many; even
   */
  void enqueueAll(int first, int count);

  /** Begins to run tasks, on {@link JobLibrary#THREADS} threads. */
  void start();

  /** How many tasks are not done, by what is committed in the database. */
  long unfinished();

  /**
   * Whatever tells that a task was not done exactly once, by what is in the database when none is
   * unfinished.
   */
  void requireAllSucceeded(int count);

  /** Stops the work and closes the connections. */
  @Override
  void close();
}
