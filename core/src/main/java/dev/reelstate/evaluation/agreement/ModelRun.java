package dev.reelstate.evaluation.agreement;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.Sequence;
import java.util.List;
import java.util.Objects;

/**
 * What a model found, and how that was scored. Immutable and thread-safe.
 *
 * @param model which model; not blank
 * @param sequences what was scored, in the order of the score
 * @param scored the score
 */
public record ModelRun(String model, List<Sequence> sequences, Scored scored) {

  /**
   * Copies the sequences.
   *
   * @throws IllegalArgumentException if the model is blank, or the score is of other sequences
   */
  public ModelRun {
    Objects.requireNonNull(scored, "scored");
    sequences = List.copyOf(sequences);
    if (model.isBlank()) {
      throw new IllegalArgumentException("A run needs the name of its model.");
    }
    if (!sequences.stream().map(Sequence::name).toList().equals(scored.sequences())) {
      throw new IllegalArgumentException(
          "The score of \"" + model + "\" is of other sequences than those given.");
    }
  }
}
