package dev.reelstate.evaluation;

import dev.reelstate.annotation.FrameRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens at one time of a video. Immutable and thread-safe.
 *
 * @param label its class; not blank
 * @param time when it happens, from the start of the video; not negative, at most 292 years
 * @param score how sure the model is, on any scale, finite; null if it does not say. Scoring does
 *     not read it
 */
public record Event(String label, Duration time, @Nullable Double score) {

  /**
   * Checks label, time and score.
   *
   * @throws IllegalArgumentException if the label is blank, the time out of range or the score not
   *     finite
   */
  public Event {
    if (label.isBlank()) {
      throw new IllegalArgumentException("An event needs a label.");
    }
    if (time.isNegative() || time.compareTo(FrameRef.MAX_PTS) > 0) {
      throw new IllegalArgumentException(
          "An event's time must be from 0 to 292 years, but is " + time + ".");
    }
    if (score != null && !Double.isFinite(score)) {
      throw new IllegalArgumentException("A score must be finite, but is " + score + ".");
    }
  }

  /** An event without a score. */
  public static Event of(String label, Duration time) {
    return new Event(label, time, null);
  }
}
