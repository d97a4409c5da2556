package dev.reelstate.evaluation.run;

import dev.reelstate.video.VideoId;
import java.util.Objects;
import java.util.UUID;

/**
 * The identity of an evaluation run: a UUID that sorts roughly by creation time, like a
 * {@link VideoId}. Immutable and thread-safe.
 *
 * @param value the identifier
 */
public record EvaluationId(UUID value) {

  /** Rejects null. */
  public EvaluationId {
    Objects.requireNonNull(value, "value");
  }

  /** A new identifier. */
  public static EvaluationId create() {
    return new EvaluationId(VideoId.create().value());
  }

  /**
   * Reads the textual form.
   *
   * @throws IllegalArgumentException if the text is not a UUID
   */
  public static EvaluationId of(String text) {
    return new EvaluationId(UUID.fromString(text));
  }

  /** The 36 characters that {@link #of(String)} reads. */
  @Override
  public String toString() {
    return value.toString();
  }
}
