package dev.reelstate.evaluation;

import dev.reelstate.annotation.Box;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a model reports on one frame. Immutable and thread-safe.
 *
 * @param label the class, spelled as in the truth; not blank
 * @param box the position, in the coordinates of the truth
 * @param score how sure the model is, on any scale; finite
 * @param track identifies the object across the frames of one sequence, or null if it is not
 *     tracked
 */
public record Detection(
    String label, Box box, double score, @Nullable String track) {

  /**
   * Checks label and score.
   *
   * @throws IllegalArgumentException if the label is blank or the score not finite
   */
  public Detection {
    Objects.requireNonNull(box, "box");
    if (label.isBlank()) {
      throw new IllegalArgumentException("A detection needs a label.");
    }
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("A score must be finite, but is " + score + ".");
    }
  }

  /** A detection that is not tracked. */
  public static Detection of(String label, Box box, double score) {
    return new Detection(label, box, score, null);
  }
}
