package dev.reelstate.processing.recipe;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long things are kept that nothing needs any more. By default, everything is kept. Immutable
 * and thread-safe; each {@code with…} method returns a changed copy.
 *
 * @param originals how long the original of a completed video is kept after the completion, or null
 *     for ever; the video can be played without it, and not be reprocessed
 * @param deletedRecords how long the record of a deleted video is kept after its deletion, or null
 *     for ever; longer than any durable reader of events may be away
 */
public record Retention(
    @Nullable Duration originals, @Nullable Duration deletedRecords) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a time is zero or negative
   */
  public Retention {
    requirePositive(originals);
    requirePositive(deletedRecords);
  }

  private static void requirePositive(@Nullable Duration time) {
    if (time != null && (time.isZero() || time.isNegative())) {
      throw new IllegalArgumentException("A retention must be longer than zero, not " + time + ".");
    }
  }

  /** Keeps everything. */
  public static Retention forever() {
    return new Retention(null, null);
  }

  /** A copy that removes originals some time after the completion of their video. */
  public Retention withOriginals(Duration time) {
    return new Retention(time, deletedRecords);
  }

  /** A copy that removes the records of deleted videos some time after their deletion. */
  public Retention withDeletedRecords(Duration time) {
    return new Retention(originals, time);
  }

  /** How long originals are kept; empty for ever. */
  public Optional<Duration> forOriginals() {
    return Optional.ofNullable(originals);
  }

  /** How long the records of deleted videos are kept; empty for ever. */
  public Optional<Duration> forDeletedRecords() {
    return Optional.ofNullable(deletedRecords);
  }
}
