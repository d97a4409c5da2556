package dev.reelstate.examples.benchmarks.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Tasks that are enqueued one at a time, at random intervals long enough for the queue to be idle
 * in between.
 */
final class Trickle {

  /** Intervals in milliseconds; their average is a tenth of a second. */
  private static final long SHORTEST = 20;

  private static final long LONGEST = 180;

  private Trickle() {}

  /** Told when the call that committed a task returned, as {@link System#nanoTime()}. */
  @FunctionalInterface
  interface Enqueued {
    void at(int number, long nanos);
  }

  /** Enqueues the tasks 0 to count - 1. */
  static void into(JobSession session, int count, Enqueued enqueued) throws InterruptedException {
    for (int number = 0; number < count; number++) {
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(SHORTEST, LONGEST + 1));
      session.enqueue(number);
      enqueued.at(number, System.nanoTime());
    }
  }
}
