package dev.reelstate.evaluation.detection;

import java.util.List;

/** The average precision of Pascal VOC, at one overlap. */
public final class VocSummary implements Summary {

  private final Average average;

  /** Summarises with a kind of average precision. */
  public VocSummary(Average average) {
    this.average = average;
  }

  @Override
  public List<String> names() {
    return List.of("AP");
  }

  @Override
  public double[] of(List<Ranking> rankings, int[] times, Curve scratch) {
    Ranking ranking = rankings.get(0);
    double positives = ranking.positives(times);
    if (positives == 0) {
      return new double[] {Double.NaN};
    }
    scratch.fill(ranking, 0, times);
    return new double[] {average.of(scratch, positives)};
  }
}
