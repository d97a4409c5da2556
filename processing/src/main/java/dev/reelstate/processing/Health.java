package dev.reelstate.processing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a platform is, as it was when it was looked at. Immutable and thread-safe.
 *
 * @param checks what was looked at
 * @param busy how many tasks run on this node
 * @param slots how many may run on it at once
 * @param queueAge how long the video has waited that was created first of those that wait for work
 *     to begin; empty if none waits, or it could not be looked at
 */
public record Health(List<Check> checks, int busy, int slots, Optional<Duration> queueAge) {

  /** Copies the list. */
  public Health {
    checks = List.copyOf(checks);
  }

  /** Whether all that was looked at is as it should be. */
  public boolean isUp() {
    return checks.stream().allMatch(Check::passed);
  }

  /**
   * One thing that was looked at.
   *
   * @param name {@code database}, {@code storage} or {@code engine}; more may come
   * @param passed whether it is as it should be
   * @param message one sentence for people, free of paths and SQL
   */
  public record Check(String name, boolean passed, String message) {}
}
