package dev.reelstate.evaluation.events;

import dev.reelstate.evaluation.LatencyDistribution;
import dev.reelstate.evaluation.LatencyDistribution.Bin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How late hits are, in nanoseconds, ascending, each with the number of its sequence. Immutable and
 * thread-safe.
 */
public final class Offsets {

  private static final int BINS = 20;

  private final long[] nanos;
  private final int[] sequences;

  Offsets(long[] nanos, int[] sequences) {
    this.nanos = nanos;
    this.sequences = sequences;
  }

  /** The mean in nanoseconds if each sequence occurred so many times; NaN without hits. */
  public double mean(int[] times) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < nanos.length; i++) {
      sum += (double) nanos[i] * times[sequences[i]];
      count += times[sequences[i]];
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /**
   * Percentiles in nanoseconds if each sequence occurred so many times; NaN without hits.
   *
   * @param shares ascending, from 0 to 1
   */
  public double[] percentiles(int[] times, double... shares) {
    Ranks ranks = new Ranks(times);
    double[] values = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      values[i] = ranks.at(shares[i]);
    }
    return values;
  }

  /** Walks through the hits as often as their sequences occur. */
  private final class Ranks {

    private final int[] times;
    private final long count;
    private int position;
    private long passed;

    Ranks(int[] times) {
      this.times = times;
      long sum = 0;
      for (int sequence : sequences) {
        sum += times[sequence];
      }
      count = sum;
    }

    double at(double share) {
      if (count == 0) {
        return Double.NaN;
      }
      double rank = share * (count - 1);
      long below = (long) rank;
      double lower = value(below);
      double weight = rank - below;
      return weight == 0 ? lower : lower + weight * (valueAfter(below) - lower);
    }

    private double value(long rank) {
      while (passed + times[sequences[position]] <= rank) {
        passed += times[sequences[position++]];
      }
      return nanos[position];
    }

    private double valueAfter(long rank) {
      int next = position;
      long end = passed + times[sequences[next]];
      while (end <= rank + 1) {
        end += times[sequences[++next]];
      }
      return nanos[next];
    }
  }

  /** The distribution if each sequence occurs once. */
  LatencyDistribution distribution(int[] once, long tolerance) {
    double[] values = percentiles(once, 0, 0.5, 0.9, 0.95, 0.99, 1);
    if (nanos.length == 0) {
      return new LatencyDistribution(
          0, null, null, null, null, null, null, null, histogram(tolerance));
    }
    return new LatencyDistribution(
        nanos.length,
        duration(mean(once)),
        duration(values[1]),
        duration(values[2]),
        duration(values[3]),
        duration(values[4]),
        duration(values[0]),
        duration(values[5]),
        histogram(tolerance));
  }

  private static Duration duration(double nanos) {
    return Duration.ofNanos(Math.round(nanos));
  }

  private List<Bin> histogram(long tolerance) {
    int bins = (int) Math.min(BINS, Math.max(1, 2 * tolerance));
    long[] counts = new long[bins];
    for (long offset : nanos) {
      counts[(int) Math.min(bins - 1, (offset + tolerance) * bins / Math.max(1, 2 * tolerance))]++;
    }
    List<Bin> histogram = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      histogram.add(new Bin(
          Duration.ofNanos(edge(bin, bins, tolerance)),
          Duration.ofNanos(edge(bin + 1, bins, tolerance)),
          counts[bin]));
    }
    return histogram;
  }

  /** The smallest offset of a range, rounded up to whole nanoseconds. */
  private static long edge(int bin, int bins, long tolerance) {
    return -Math.floorDiv(-2 * tolerance * bin, bins) - tolerance;
  }
}
