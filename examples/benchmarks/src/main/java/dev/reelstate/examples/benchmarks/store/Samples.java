package dev.reelstate.examples.benchmarks.store;

import java.util.List;
import java.util.stream.LongStream;

/**
 * One figure, measured several times.
 *
 * @param sorted the measurements in ascending order, at least one
 */
record Samples(List<Double> sorted) {

  Samples {
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("Nothing was measured.");
    }
    sorted = sorted.stream().sorted().toList();
  }

  /** Times in nanoseconds, as milliseconds. */
  static Samples milliseconds(LongStream nanos) {
    return new Samples(nanos.mapToObj(time -> time / 1e6).toList());
  }

  /**
   * The smallest measurement that at least this share of all measurements does not exceed; the
   * share is above 0 and at most 1.
   */
  double quantile(double share) {
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.max(1, rank) - 1);
  }

  /** The median. */
  double median() {
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }

  double least() {
    return sorted.get(0);
  }

  double largest() {
    return sorted.get(sorted.size() - 1);
  }
}
