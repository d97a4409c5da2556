package dev.reelstate.examples.soak;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What may have happened in a soak.
 *
 * @param begin when it began, by the database's clock, or null if that clock was changed
 * @param end when it ended, or null as well
 * @param databaseAway whether attempts may have failed because the database was away
 */
record Bounds(@Nullable Instant begin, @Nullable Instant end, boolean databaseAway) {

  private static final Duration SLACK = Duration.ofMinutes(1);

  /** Whether anything can be said of times. */
  boolean areKnown() {
    return begin != null && end != null;
  }

  /** Whether something may have happened at that time. */
  boolean contains(Instant time) {
    return begin == null
        || end == null
        || (time.isAfter(begin.minus(SLACK)) && time.isBefore(end.plus(SLACK)));
  }
}
