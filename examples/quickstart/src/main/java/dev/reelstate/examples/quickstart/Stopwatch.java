package dev.reelstate.examples.quickstart;

import java.time.Duration;
import java.time.Instant;

/**
 * The start of a run.
 *
 * @param startedAt by this machine's clock, which the embedded database also uses
 */
record Stopwatch(Instant startedAt) {

  static Stopwatch start() {
    return new Stopwatch(Instant.now());
  }

  /** The time from the start until then, or until now if then is before the start. */
  Duration until(Instant then) {
    return Duration.between(startedAt, then.isAfter(startedAt) ? then : Instant.now());
  }

  /** Processor time of this process since it was started, without its child processes. */
  static Duration cpuOfThisProcess() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
