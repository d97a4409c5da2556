package dev.reelstate.processing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The health of a platform at one moment. Immutable and thread-safe.
 *
 * @param checks the results of the individual checks
 * @param busy the number of tasks that run on this node
 * @param slots the maximum number of tasks that run on it at once
 * @param queueAge how long the earliest created of the queued videos has waited; empty if none is
 *     queued or the database does not answer
 */
public record Health(List<Check> checks, int busy, int slots, Optional<Duration> queueAge) {

  /** Copies the list. */
  public Health {
    checks = List.copyOf(checks);
  }

  /** Whether all checks passed. */
  public boolean isUp() {
    return checks.stream().allMatch(Check::passed);
  }

  /** The same with more checks at the end. */
  Health with(List<Check> more) {
    return new Health(
        Stream.concat(checks.stream(), more.stream()).toList(), busy, slots, queueAge);
  }

  /**
   * The result of one check.
   *
   * @param name {@code database}, {@code recipes} (left out while the database does not answer),
   *     {@code storage}, {@code machine}, {@code workers}, {@code engine}, {@code steps} or
   *     {@code listeners}; more may be added
   * @param passed whether the check passed
   * @param message one sentence for people, without paths or SQL
   */
  public record Check(String name, boolean passed, String message) {}
}
