package dev.reelstate.evaluation.statistics;

import static java.util.Objects.requireNonNull;

import dev.reelstate.evaluation.statistics.Interval.Status;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * Counts how often an interval contains the rate of the population from which its data was drawn.
 * The program prints a table, from which the decision record on statistics has its figures.
 */
final class CoverageSimulation {

  private CoverageSimulation() {}

  /** Prints a table; the argument is the number of data sets for each of its cells. */
  public static void main(String[] arguments) {
    int dataSets = Integer.parseInt(arguments[0]);
    List<Population> populations = List.of(
        new Population(0.8, Double.POSITIVE_INFINITY, 10, 0),
        new Population(0.8, Double.POSITIVE_INFINITY, 1, 0),
        new Population(0.8, 4, 10, 0),
        new Population(0.5, 4, 10, 0.8),
        new Population(0.8, 4, 10, 0.8),
        new Population(0.95, 10, 10, 0.8));
    for (Population population : populations) {
      for (int videos : new int[] {5, 10, 20, 30, 50, 100, 200}) {
        System.out.printf(
            "%s, %d videos: rate %s, difference %s%n",
            population,
            videos,
            ofRate(population, videos, dataSets, 1_000),
            ofDifference(population, videos, dataSets, 1_000));
      }
    }
  }

  /** For the rate of one model. */
  static Coverage ofRate(Population population, int videos, int dataSets, int samples) {
    return coverage(dataSets, population.rate(), seed -> {
      Counts drawn = population.draw(videos, new Random(seed));
      return recall(Bootstrap.intervals(drawn, settings(seed, samples)));
    });
  }

  /** For the difference between two models, the second of which finds a quarter of what is left. */
  static Coverage ofDifference(Population population, int videos, int dataSets, int samples) {
    return coverage(dataSets, 0.25 * (1 - population.rate()), seed -> {
      Counts[] drawn = population.drawPair(videos, 0.25, new Random(seed));
      return recall(Bootstrap.difference(drawn[0], drawn[1], settings(seed, samples)));
    });
  }

  private static Interval recall(Map<String, Interval> intervals) {
    return requireNonNull(intervals.get("recall"));
  }

  private static BootstrapSettings settings(int seed, int samples) {
    return new BootstrapSettings(seed, samples, 0.95);
  }

  private static Coverage coverage(int dataSets, double truth, IntFunction<Interval> draw) {
    int covered = 0;
    int tooLow = 0;
    int known = 0;
    for (int seed = 0; seed < dataSets; seed++) {
      Interval interval = draw.apply(seed);
      known += interval.status() == Status.KNOWN ? 1 : 0;
      covered += interval.contains(truth) ? 1 : 0;
      tooLow += interval.high() != null && interval.high() < truth ? 1 : 0;
    }
    return new Coverage(
        covered / (double) known, tooLow / (double) known, (dataSets - known) / (double) dataSets);
  }

  /**
   * @param covered the share of the intervals that contain the truth
   * @param tooLow the share of those that end below it
   * @param none the share of the data sets that have no interval
   */
  record Coverage(double covered, double tooLow, double none) {}
}
