package dev.reelstate.examples.benchmarks.store.library;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Records when each task started, and how often. Thread-safe. */
public final class Journal {

  /** If no task starts for this long, several poll intervals of any library, the rest are lost. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AtomicIntegerArray runs;
  private final AtomicLongArray beganAt;
  private final AtomicLong firstAt = new AtomicLong();
  private final AtomicInteger strangers = new AtomicInteger();
  private final CountDownLatch left;

  public Journal(int tasks) {
    this.runs = new AtomicIntegerArray(tasks);
    this.beganAt = new AtomicLongArray(tasks);
    this.left = new CountDownLatch(tasks);
  }

  /** Called by the body of a task when it starts. */
  public void began(int number) {
    long now = System.nanoTime();
    if (number < 0 || number >= runs.length()) {
      strangers.incrementAndGet();
    } else if (runs.incrementAndGet(number) == 1) {
      firstAt.compareAndSet(0, now);
      beganAt.set(number, now);
      left.countDown();
    }
  }

  /** When the first task started, as {@link System#nanoTime()}. */
  public long firstAt() {
    return firstAt.get();
  }

  /** When a task first started, as {@link System#nanoTime()}. */
  public long beganAt(int number) {
    return beganAt.get(number);
  }

  /**
   * Waits until every task has started.
   *
   * @throws LostWorkException if some never start
   */
  public void awaitAll() throws InterruptedException {
    long before = left.getCount();
    while (!left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      long now = left.getCount();
      if (now == before) {
        throw new LostWorkException(
            now + " of " + runs.length() + " tasks never started; the others ended long ago.");
      }
      before = now;
    }
  }

  /**
   * Checks that every task started exactly once and that no unknown task did.
   *
   * @throws LostWorkException otherwise, naming a task
   */
  public void requireEachOnce() {
    for (int number = 0; number < runs.length(); number++) {
      if (runs.get(number) != 1) {
        throw new LostWorkException(
            "Task " + number + " ran " + runs.get(number) + " times instead of once.");
      }
    }
    if (strangers.get() > 0) {
      int runsOfOthers = strangers.get();
      throw new LostWorkException(
          runsOfOthers + (runsOfOthers == 1 ? " run was of a task" : " runs were of tasks")
              + " that nobody enqueued.");
    }
  }
}
