package dev.reelstate.processing;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

  /** The worst status of the checks. */
  public Status status() {
    return checks.stream().map(Check::status).max(Comparator.naturalOrder()).orElse(Status.OK);
  }

  /**
   * Whether this node can do its work, which is what a load balancer should ask: no check says
   * {@link Status#DOWN}. Checks may say {@link Status#DEGRADED}.
   */
  public boolean isUp() {
    return status() != Status.DOWN;
  }

  /** The same with more checks at the end. */
  Health with(List<Check> more) {
    return new Health(
        Stream.concat(checks.stream(), more.stream()).toList(), busy, slots, queueAge);
  }

  /** How well something is, from best to worst. */
  public enum Status {
    /** All is well. */
    OK,
    /** The node works, but somebody has to act. */
    DEGRADED,
    /** The node cannot do its work, or a part of it. */
    DOWN;

    /** The status in lower case, as it goes over the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The result of one check.
   *
   * @param name {@code database}, {@code recipes} (left out while the database does not answer),
   *     {@code storage}, {@code machine}, {@code workers}, {@code engine}, {@code steps} or
   *     {@code listeners}; more may be added
   * @param status how well it is; {@code recipes}, {@code steps} and {@code listeners} are never
   *     {@link Status#DOWN}, as they concern single videos or events
   * @param message one sentence for people, without paths or SQL
   */
  public record Check(String name, Status status, String message) {

    /** Whether all is well. */
    public boolean passed() {
      return status == Status.OK;
    }

    static Check ok(String name, String message) {
      return new Check(name, Status.OK, message);
    }

    static Check degraded(String name, String message) {
      return new Check(name, Status.DEGRADED, message);
    }

    static Check down(String name, String message) {
      return new Check(name, Status.DOWN, message);
    }
  }
}
