package dev.reelstate.processing.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long the tasks of each step take, and how many may therefore be claimed before there is a thread for them: as many as will
 * have begun within a twentieth of a second. So short tasks do not wait for the database one by one, and long ones are left to whoever
 * has a thread. Thread-safe.
 */
final class Pace {

  private static final Duration HORIZON = Duration.ofMillis(50);
  private static final int MOST_AHEAD = 200;
  private static final int ENOUGH = 20;
  private static final double SHARE_OF_LATEST = 0.1;

  private final List<String> steps;
  private final int threads;
  private final Map<String, Mean> means = new ConcurrentHashMap<>();

  Pace(Collection<String> steps, int threads) {
    this.steps = List.copyOf(steps);
    this.threads = threads;
  }

  /** Takes in how long a task has run. */
  void ran(String step, Duration time) {
    means.merge(step, new Mean(time.toNanos(), 1), (before, latest) -> before.and(latest.nanos));
  }

  /** How many tasks to claim ahead: none unless all steps are known to be quick, as any may come. */
  int ahead() {
    double slowest = 1;
    for (String step : steps) {
      Mean mean = means.get(step);
      if (mean == null || mean.count < ENOUGH) {
        return 0;
      }
      slowest = Math.max(slowest, mean.nanos);
    }
    return (int) Math.min(MOST_AHEAD, threads * (HORIZON.toNanos() / slowest));
  }

  /** A mean in which the latest weigh more. */
  private record Mean(double nanos, int count) {
    Mean and(double latest) {
      return new Mean(nanos + SHARE_OF_LATEST * (latest - nanos), Math.min(count + 1, ENOUGH));
    }
  }
}
