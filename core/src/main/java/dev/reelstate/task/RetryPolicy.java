package dev.reelstate.task;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often and how soon a failed task is retried: exponential backoff with a cap and jitter.
 * Immutable and thread-safe.
 *
 * @param maxAttempts attempts in total, at least 1; only failures count, not attempts that were
 *     handed back or lost with their node
 * @param firstDelay the delay after the first failure
 * @param factor the factor by which the delay grows with each further failure, at least 1
 * @param maxDelay the longest delay, before jitter
 * @param jitter how much of the delay is random, 0 to 1: the delay is multiplied by a random number
 *     from 1 - jitter to 1 + jitter
 */
public record RetryPolicy(
    int maxAttempts, Duration firstDelay, double factor, Duration maxDelay, double jitter) {

  /** The longest delay that a policy may have. */
  public static final Duration LONGEST_DELAY = Duration.ofDays(365);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range or not a number, or a delay is
   *     longer than {@link #LONGEST_DELAY}
   */
  public RetryPolicy {
    if (maxAttempts < 1 || !(factor >= 1) || !(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException(
          "A retry policy needs at least one attempt, a factor of at least 1"
              + " and a jitter from 0 to 1.");
    }
    if (firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "A retry policy's first delay must be neither negative nor longer than the longest.");
    }
    if (maxDelay.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException(
          "A retry policy's longest delay must be at most " + LONGEST_DELAY.toDays() + " days.");
    }
  }

  /** Three attempts, with retries after 1 s and 4 s and a jitter of 20%. */
  public static RetryPolicy standard() {
    return new RetryPolicy(3, Duration.ofSeconds(1), 4, Duration.ofMinutes(5), 0.2);
  }

  /** One attempt. */
  public static RetryPolicy never() {
    return new RetryPolicy(1, Duration.ZERO, 1, Duration.ZERO, 0);
  }

  /**
   * The delay before the next attempt.
   *
   * @param failures how many attempts have failed so far, at least 1
   * @param random the source of the jitter
   * @return the delay, or empty if no attempts are left
   */
  public Optional<Duration> delayAfter(int failures, RandomGenerator random) {
    if (failures >= maxAttempts) {
      return Optional.empty();
    }
    double grown = (double) firstDelay.toMillis() * Math.pow(factor, failures - 1.0);
    double delay = Math.min(grown, (double) maxDelay.toMillis());
    double spread = 1 + jitter * (2 * random.nextDouble() - 1);
    return Optional.of(Duration.ofMillis(Math.round(delay * spread)));
  }
}
