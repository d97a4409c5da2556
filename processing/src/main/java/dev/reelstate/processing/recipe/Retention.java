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
 * @param renditions how long what can be played of a completed video is kept after the completion,
 *     or null for ever: its MP4, HLS, DASH and sound. The video stays completed, with its poster
 *     and everything else; reprocessing it makes them again if its original is there.
 * @param events how long the events of a video are kept after they happened, once it is completed
 *     and unless they are set aside, or null for ever; longer than any durable reader may be away.
 *     The last event always stays.
 * @param deletedRecords how long the record of a deleted video is kept after its deletion, or null
 *     for ever; longer than any durable reader of events may be away
 */
public record Retention(
    @Nullable Duration originals,
    @Nullable Duration renditions,
    @Nullable Duration events,
    @Nullable Duration deletedRecords) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a time is zero or negative
   */
  public Retention {
    requirePositive(originals);
    requirePositive(renditions);
    requirePositive(events);
    requirePositive(deletedRecords);
  }

  private static void requirePositive(@Nullable Duration time) {
    if (time != null && (time.isZero() || time.isNegative())) {
      throw new IllegalArgumentException("A retention must be longer than zero, not " + time + ".");
    }
  }

  /** Keeps everything. */
  public static Retention forever() {
    return new Retention(null, null, null, null);
  }

  /** A copy that removes originals some time after the completion of their video. */
  public Retention withOriginals(Duration time) {
    return new Retention(time, renditions, events, deletedRecords);
  }

  /** A copy that removes what can be played some time after the completion of its video. */
  public Retention withRenditions(Duration time) {
    return new Retention(originals, time, events, deletedRecords);
  }

  /** A copy that removes the events of completed videos some time after they happened. */
  public Retention withEvents(Duration time) {
    return new Retention(originals, renditions, time, deletedRecords);
  }

  /** A copy that removes the records of deleted videos some time after their deletion. */
  public Retention withDeletedRecords(Duration time) {
    return new Retention(originals, renditions, events, time);
  }

  /** How long originals are kept; empty for ever. */
  public Optional<Duration> forOriginals() {
    return Optional.ofNullable(originals);
  }

  /** How long what can be played is kept; empty for ever. */
  public Optional<Duration> forRenditions() {
    return Optional.ofNullable(renditions);
  }

  /** How long the events of completed videos are kept; empty for ever. */
  public Optional<Duration> forEvents() {
    return Optional.ofNullable(events);
  }

  /** How long the records of deleted videos are kept; empty for ever. */
  public Optional<Duration> forDeletedRecords() {
    return Optional.ofNullable(deletedRecords);
  }
}
