package dev.reelstate.examples.benchmarks.store.library;

/**
 * A job library running on one database. Tasks are numbered from 0 and do nothing but record their
 * run in the journal.
 */
public interface JobSession extends AutoCloseable {

  /** Enqueues one task with the library's single call; it is committed on return. Thread-safe. */
  void enqueue(int number);

  /**
   * Enqueues tasks with the library's bulk call; they are committed on return.
   *
   * @param first the number of the first task
   * @param count the number of tasks; even
   */
  void enqueueAll(int first, int count);

  /** Starts running tasks on {@link JobLibrary#THREADS} threads. */
  void start();

  /** The number of tasks that are not done, according to the database's committed state. */
  long unfinished();

  /**
   * Checks the database, once no task is unfinished, for any sign that a task was not done exactly
   * once.
   */
  void requireAllSucceeded(int count);

  /** Stops the library and closes its connections. */
  @Override
  void close();
}
