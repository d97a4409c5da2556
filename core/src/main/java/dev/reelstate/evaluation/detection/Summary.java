package dev.reelstate.evaluation.detection;

import java.util.List;

/** Reduces the rankings of one class to figures. */
public interface Summary {

  /** The names of the figures. */
  List<String> names();

  /**
   * The figures, {@code NaN} for those that have no value.
   *
   * @param rankings the ranking in each range of areas
   * @param times how often each sequence occurs
   * @param scratch overwritten
   */
  double[] of(List<Ranking> rankings, int[] times, Curve scratch);
}
