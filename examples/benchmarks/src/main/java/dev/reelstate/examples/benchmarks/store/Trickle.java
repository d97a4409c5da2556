package dev.reelstate.examples.benchmarks.store;

import dev.reelstate.examples.benchmarks.store.library.JobSession;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Enqueues tasks one at a time, at random intervals long enough for the queue to be idle in
 * between.
 */
final class Trickle {

  /** The shortest interval in milliseconds; the average is a tenth of a second. */
  private static final long SHORTEST = 20;

  private static final long LONGEST = 180;

  private Trickle() {}

  /** Receives the {@link System#nanoTime()} at which the call that committed a task returned. */
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
