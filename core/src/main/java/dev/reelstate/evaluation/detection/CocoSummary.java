package dev.reelstate.evaluation.detection;

import java.util.List;
import java.util.stream.IntStream;

/** The twelve figures of COCO. */
public final class CocoSummary implements Summary {

  /** Their names, in the order in which COCO prints them. */
  public static final List<String> NAMES = List.of(
      "AP",
      "AP50",
      "AP75",
      "APsmall",
      "APmedium",
      "APlarge",
      "AR1",
      "AR10",
      "AR100",
      "ARsmall",
      "ARmedium",
      "ARlarge");

  /** The least overlaps over which it averages: from 0.5 to 0.95. */
  public static final List<Double> THRESHOLDS = IntStream.range(0, 10)
      .mapToObj(i -> i == 9 ? 0.95 : 0.5 + i * ((0.95 - 0.5) / 9))
      .toList();

  /** All areas, small, medium and large ones. */
  public static final List<AreaRange> AREAS = List.of(
      new AreaRange(0, 1e10),
      new AreaRange(0, 32 * 32),
      new AreaRange(32 * 32, 96 * 96),
      new AreaRange(96 * 96, 1e10));

  /** How many detections of a class count on an image at most. */
  public static final int MOST = 100;

  private static final int ALL_THRESHOLDS = (1 << THRESHOLDS.size()) - 1;

  private final Average average;

  /** Summarises with a kind of average precision. */
  public CocoSummary(Average average) {
    this.average = average;
  }

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public double[] of(List<Ranking> rankings, int[] times, Curve scratch) {
    double[][] precisions = rankings.stream()
        .map(ranking -> precisions(ranking, times, scratch))
        .toArray(double[][]::new);
    return new double[] {
      mean(precisions[0]),
      precisions[0][0],
      precisions[0][5],
      mean(precisions[1]),
      mean(precisions[2]),
      mean(precisions[3]),
      recall(rankings.get(0), 1, times),
      recall(rankings.get(0), 10, times),
      recall(rankings.get(0), MOST, times),
      recall(rankings.get(1), MOST, times),
      recall(rankings.get(2), MOST, times),
      recall(rankings.get(3), MOST, times)
    };
  }

  private double[] precisions(Ranking ranking, int[] times, Curve scratch) {
    double positives = ranking.positives(times);
    double[] precisions = new double[THRESHOLDS.size()];
    for (int threshold = 0; threshold < precisions.length; threshold++) {
      if (positives > 0) {
        scratch.fill(ranking, threshold, times);
        precisions[threshold] = average.of(scratch, positives);
      } else {
        precisions[threshold] = Double.NaN;
      }
    }
    return precisions;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double recall(Ranking ranking, int most, int[] times) {
    double positives = ranking.positives(times);
    return positives > 0
        ? ranking.found(most, ALL_THRESHOLDS, times) / THRESHOLDS.size() / positives
        : Double.NaN;
  }
}
