package dev.reelstate.examples.soak;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The limits of what may have happened in a soak.
 *
 * @param begin when the soak began, by the database's clock, or null if that clock was changed
 * @param end when it ended, or null likewise
 * @param databaseAway whether attempts may have failed because the database was unavailable
 */
public record Bounds(@Nullable Instant begin, @Nullable Instant end, boolean databaseAway) {

  private static final Duration SLACK = Duration.ofMinutes(1);

  /** Whether times can be checked. */
  public boolean areKnown() {
    return begin != null && end != null;
  }

  /** Whether a time is within the bounds. */
  public boolean contains(Instant time) {
    return begin == null
        || end == null
        || (time.isAfter(begin.minus(SLACK)) && time.isBefore(end.plus(SLACK)));
  }
}
