package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.Slice;
import dev.reelstate.examples.evaluate.input.UnusableException;
import java.time.Duration;
import java.util.List;

/**
 * Scores a part of what was read.
 *
 * @param <S> the kind of score
 */
@FunctionalInterface
interface Slicing<S extends Scored> {

  /**
   * Scores what a slice leaves.
   *
   * @throws UnusableException if the slice asks for what is not known
   */
  S score(Slice slice) throws UnusableException;

  /** What a slice leaves of sequences whose times may not be known. */
  static List<Sequence> of(List<Sequence> sequences, Slice slice) throws UnusableException {
    Slice everything = Slice.everything();
    boolean timed = !slice.from().equals(everything.from()) || !slice.to().equals(everything.to());
    if (timed && sequences.stream().noneMatch(Slicing::hasTimes)) {
      throw new UnusableException("A slice of the gate asks for times, but no frame has one.");
    }
    return slice.apply(sequences);
  }

  private static boolean hasTimes(Sequence sequence) {
    return sequence.scenes().stream()
        .anyMatch(scene -> scene.frame().pts().compareTo(Duration.ZERO) > 0);
  }
}
