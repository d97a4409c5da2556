package dev.reelstate.examples.benchmarks.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Measures several subjects in turns, so that a temporary disturbance of a shared machine affects
 * them all.
 *
 * <p>All subjects run one after another in one process, each with a full-length warm-up. After
 * that, their classes are loaded and compiled, and the driver that they share has seen all their
 * statements. A separate process per subject would need the same warm-up every time, and would run
 * under different machine conditions.
 */
final class Rounds {

  private Rounds() {}

  /** Measures once. */
  @FunctionalInterface
  interface Measurement<S, R> {

    R of(S subject) throws Exception;
  }

  /**
   * The results of one subject.
   *
   * @param subject the subject
   * @param rounds the result of each measured round
   */
  record Result<S, R>(S subject, List<R> rounds) {

    /** One figure across the rounds. */
    Samples samples(ToDoubleFunction<R> figure) {
      return new Samples(rounds.stream().map(figure::applyAsDouble).toList());
    }
  }

  /** The results of the subjects in their order, without the warm-up rounds. */
  static <S, R> List<Result<S, R>> inTurns(
      List<S> subjects, Conditions conditions, Measurement<S, R> measurement) throws Exception {
    List<Result<S, R>> results = subjects.stream()
        .map(subject -> new Result<S, R>(subject, new ArrayList<>()))
        .toList();
    for (int round = -conditions.warmUp(); round < conditions.repeat(); round++) {
      for (Result<S, R> result : results) {
        R measured = measurement.of(result.subject());
        if (round >= 0) {
          result.rounds().add(measured);
        }
      }
    }
    return results;
  }
}
