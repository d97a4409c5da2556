package dev.reelstate.processing.engine;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tracks how long the tasks of each step take, and derives how many quick ones to claim before a
 * thread is free: as many as will start within a twentieth of a second. Short tasks then do not
 * wait for the database one by one, and long tasks are left to nodes with a free thread.
 * Thread-safe.
 */
final class Prefetch {

  private static final Duration HORIZON = Duration.ofMillis(50);
  private static final Duration QUICK = Duration.ofMillis(5);
  private static final int MOST_AHEAD = 1000;
  private static final int ENOUGH = 50;

  /**
   * A time longer than this multiple of the mean is capped there: a thread that had to wait for a
   * processor says little about its task.
   */
  private static final double LONGEST = 4;

  /** After this many slow tasks in a row, their times count in full. */
  private static final int BELIEVED = 5;

  private final int threads;
  private final Map<String, Mean> means = new ConcurrentHashMap<>();

  Prefetch(int threads) {
    this.threads = threads;
  }

  /** Records how long a task ran. */
  void ran(String step, Duration time) {
    means.merge(step, new Mean(time.toNanos(), 1, 0), (before, latest) -> before.and(latest.nanos));
  }

  /** The steps whose recent tasks were quick. */
  Set<String> quickSteps() {
    return means.entrySet().stream()
        .filter(entry -> entry.getValue().isQuick())
        .map(Map.Entry::getKey)
        .collect(toUnmodifiableSet());
  }

  /** How many tasks of quick steps to claim ahead. */
  int ahead() {
    return means.values().stream()
        .filter(Mean::isQuick)
        .mapToInt(mean -> (int) Math.min(MOST_AHEAD, threads * (HORIZON.toNanos() / mean.nanos)))
        .min()
        .orElse(0);
  }

  /**
   * The mean of the first tasks, then one that gives recent tasks more weight.
   *
   * @param slow how many of the latest tasks in a row were not quick
   */
  private record Mean(double nanos, int count, int slow) {
    boolean isQuick() {
      return count >= ENOUGH && slow < BELIEVED && nanos <= QUICK.toNanos();
    }

    Mean and(double latest) {
      int counted = Math.min(count + 1, ENOUGH);
      double bounded = Math.min(latest, LONGEST * Math.max(nanos, 1_000));
      int slowNow = latest > QUICK.toNanos() ? slow + 1 : 0;
      return slowNow >= BELIEVED
          ? new Mean(Math.max(nanos, latest), counted, slowNow)
          : new Mean(nanos + (bounded - nanos) / counted, counted, slowNow);
    }
  }
}
