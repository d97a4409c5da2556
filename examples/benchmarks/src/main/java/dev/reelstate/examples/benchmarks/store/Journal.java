package dev.reelstate.examples.benchmarks.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** When each task was begun, and how often. Thread-safe. */
final class Journal {

  /** Whoever begins no task for as long as this, several of anybody's polls, has lost the rest. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AtomicIntegerArray runs;
  private final AtomicLongArray beganAt;
  private final AtomicLong firstAt = new AtomicLong();
  private final AtomicInteger strangers = new AtomicInteger();
  private final CountDownLatch left;

  Journal(int tasks) {
    this.runs = new AtomicIntegerArray(tasks);
    this.beganAt = new AtomicLongArray(tasks);
    this.left = new CountDownLatch(tasks);
  }

  /** For the body of a task: it has begun, now. */
  void began(int number) {
    long now = System.nanoTime();
    if (number < 0 || number >= runs.length()) {
      strangers.incrementAndGet();
    } else if (runs.incrementAndGet(number) == 1) {
      firstAt.compareAndSet(0, now);
      beganAt.set(number, now);
      left.countDown();
    }
  }

  /** When the first of all began, as {@link System#nanoTime()}. */
  long firstAt() {
    return firstAt.get();
  }

  /** When a task first began, as {@link System#nanoTime()}. */
  long beganAt(int number) {
    return beganAt.get(number);
  }

  /**
   * Waits until every task has begun.
   *
   * @throws LostWorkException if some never do
   */
  void awaitAll() throws InterruptedException {
    long before = left.getCount();
    while (!left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      long now = left.getCount();
      if (now == before) {
        throw new LostWorkException(
            now + " of " + runs.length() + " tasks do not run; the others have long ended.");
      }
      before = now;
    }
  }

  /**
   * Makes sure that every task began once and nothing else did.
   *
   * @throws LostWorkException if not, naming a task
   */
  void requireEachOnce() {
    for (int number = 0; number < runs.length(); number++) {
      if (runs.get(number) != 1) {
        throw new LostWorkException(
            "Task " + number + " ran " + runs.get(number) + " times instead of once.");
      }
    }
    if (strangers.get() > 0) {
      throw new LostWorkException(strangers.get() + " runs were of tasks that nobody enqueued.");
    }
  }
}
