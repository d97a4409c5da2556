package dev.reelstate.examples.benchmarks.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Measures several subjects in turns, so that what disturbs a shared machine for a while disturbs
 * them all.
 *
 * <p>All subjects run one after another in one process, each of them at full length before anything
 * counts: then their classes are loaded and compiled and the driver, which they share, has seen the
 * statements of all. A process for each would have to be warmed up as long every time, and would
 * meet the machine in another mood.
 */
final class Rounds {

  private Rounds() {}

  /** Measures once. */
  @FunctionalInterface
  interface Measurement<S, R> {

    R of(S subject) throws Exception;
  }

  /**
   * What came out for one subject.
   *
   * @param subject the subject
   * @param rounds a result of each round that counts
   */
  record Result<S, R>(S subject, List<R> rounds) {

    /** One figure over the rounds. */
    Samples samples(ToDoubleFunction<R> figure) {
      return new Samples(rounds.stream().map(figure::applyAsDouble).toList());
    }
  }

  /** The results of every subject in their order, without those of the rounds that warm it up. */
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
