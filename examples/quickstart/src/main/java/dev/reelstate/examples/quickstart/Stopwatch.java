package dev.reelstate.examples.quickstart;

import java.time.Duration;
import java.time.Instant;

/**
 * When a run began.
 *
 * @param startedAt by the clock of this machine, which is also that of the embedded database
 */
record Stopwatch(Instant startedAt) {

  static Stopwatch start() {
    return new Stopwatch(Instant.now());
  }

  /** From the start to then; for what was over before the start, to now. */
  Duration until(Instant then) {
    return Duration.between(startedAt, then.isAfter(startedAt) ? then : Instant.now());
  }

  /** Processor time of this process since it was started, its child processes not included. */
  static Duration cpuOfThisProcess() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
