package dev.reelstate.processing.engine;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long the tasks of each step take, and how many quick ones may therefore be claimed before
 * there is a thread for them: as many as will have begun within a twentieth of a second. So short
 * tasks do not wait for the database one by one, and long ones are left to whoever has a thread.
 * Thread-safe.
 */
final class Prefetch {

  private static final Duration HORIZON = Duration.ofMillis(50);
  private static final Duration QUICK = Duration.ofMillis(5);
  private static final int MOST_AHEAD = 1000;
  private static final int ENOUGH = 50;

  /**
   * What takes longer than so many times the mean counts as that: a thread that had to wait for a
   * processor says little of its task.
   */
  private static final double LONGEST = 4;

  /** So many slow ones in a row are believed. */
  private static final int BELIEVED = 5;

  private final int threads;
  private final Map<String, Mean> means = new ConcurrentHashMap<>();

  Prefetch(int threads) {
    this.threads = threads;
  }

  /** Takes in how long a task has run. */
  void ran(String step, Duration time) {
    means.merge(step, new Mean(time.toNanos(), 1, 0), (before, latest) -> before.and(latest.nanos));
  }

  /** The steps whose tasks have been quick of late. */
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
   * The mean of the first tasks, and then one in which the latest weigh more.
   *
   * @param slow how many of the latest, one after the other, took longer than a quick one may
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
