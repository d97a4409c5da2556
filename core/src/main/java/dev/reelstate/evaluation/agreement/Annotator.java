package dev.reelstate.evaluation.agreement;

import dev.reelstate.evaluation.Sequence;
import java.util.List;

/**
 * What one person, or one model, annotated. Immutable and thread-safe.
 *
 * @param name who it is; not blank
 * @param sequences the frames that were examined, with the annotations as truth; detections do not
 *     matter
 */
public record Annotator(String name, List<Sequence> sequences) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public Annotator {
    if (name.isBlank()) {
      throw new IllegalArgumentException("An annotator needs a name.");
    }
    sequences = List.copyOf(sequences);
  }
}
