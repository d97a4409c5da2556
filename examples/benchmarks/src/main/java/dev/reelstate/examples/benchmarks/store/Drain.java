package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.database.DatabaseSource;
import dev.reelstate.examples.benchmarks.store.database.DatabaseSource.Spent;
import dev.reelstate.examples.benchmarks.store.database.TestDatabase;
import dev.reelstate.examples.benchmarks.store.library.JobLibrary;
import dev.reelstate.examples.benchmarks.store.library.JobSession;
import dev.reelstate.examples.benchmarks.store.library.Journal;
import dev.reelstate.examples.benchmarks.store.library.LostWorkException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One run through a backlog.
 *
 * @param tasks the number of tasks
 * @param wall from the start of the first task until the database recorded the last as done; the
 *     startup time of a library does not count
 * @param cpu user and system time of this process in that period
 * @param spent the work done by the database, including the start and stop of the library
 */
record Drain(int tasks, Duration wall, Duration cpu, Spent spent) {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

  /** How long the last tasks may take once all have started. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Fills a fresh database with a backlog and lets a library process it. */
  static Drain of(JobLibrary library, DatabaseSource source, int tasks) throws Exception {
    return of(library, source, tasks, database -> () -> {});
  }

  /**
   * Fills a fresh database with a backlog and lets a library process it.
   *
   * @param meanwhile starts an activity on the full database that lasts until it is closed
   * @throws LostWorkException if a task was not done exactly once
   */
  static Drain of(JobLibrary library, DatabaseSource source, int tasks, Meanwhile meanwhile)
      throws Exception {
    TestDatabase database = source.fresh();
    Journal journal = new Journal(tasks);
    // In a separate session: its connections end with it, so its transactions do not count.
    try (JobSession session = library.open(database, journal)) {
      session.enqueueAll(0, tasks);
    }
    source.settle(database);
    AutoCloseable lasting = meanwhile.begin(database);
    try {
      Drain drain = measure(library, source, database, journal, tasks);
      requireDone(library, database, journal, tasks);
      return drain;
    } finally {
      lasting.close();
      source.drop(database);
    }
  }

  private static Drain measure(
      JobLibrary library, DatabaseSource source, TestDatabase database, Journal journal, int tasks)
      throws Exception {
    Spent before = source.spent(database);
    Duration cpuBefore = processorTime();
    Duration cpuAfter;
    long end;
    try (JobSession session = library.open(database, journal)) {
      session.start();
      journal.awaitAll();
      end = awaitCommits(session);
      cpuAfter = processorTime();
    }
    Spent spent = source.spent(database).since(before);
    return new Drain(
        tasks, Duration.ofNanos(end - journal.firstAt()), cpuAfter.minus(cpuBefore), spent);
  }

  /** Called after the measurement, since checking also takes transactions. */
  private static void requireDone(
      JobLibrary library, TestDatabase database, Journal journal, int tasks) {
    journal.requireEachOnce();
    try (JobSession session = library.open(database, journal)) {
      session.requireAllSucceeded(tasks);
    }
  }

  private static long awaitCommits(JobSession session) throws InterruptedException {
    long begin = System.nanoTime();
    for (long left = session.unfinished(); left > 0; left = session.unfinished()) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new LostWorkException(left + " tasks started but never ended well.");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
    }
    return System.nanoTime();
  }

  private static Duration processorTime() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Duration.ofNanos(system.getProcessCpuTime());
  }

  /** Tasks per second. */
  double speed() {
    return tasks / (wall.toNanos() / 1e9);
  }

  double transactionsPerTask() {
    return (double) spent.transactions() / tasks;
  }

  double logBytesPerTask() {
    return (double) spent.logBytes() / tasks;
  }

  /** Processor time of this process per task, in milliseconds. */
  double cpuPerTask() {
    return cpu.toNanos() / 1e6 / tasks;
  }

  /** An activity that runs while a backlog is processed. */
  @FunctionalInterface
  interface Meanwhile {

    /** Starts it; closing the result ends it. */
    AutoCloseable begin(TestDatabase database) throws Exception;
  }
}
