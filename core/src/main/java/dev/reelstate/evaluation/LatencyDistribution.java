package dev.reelstate.evaluation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How late detections are, as the time of each hit minus the time of its event: negative if the
 * detection comes first. Percentiles between two hits are interpolated linearly, as NumPy does by
 * default. Immutable and thread-safe.
 *
 * @param count the number of hits; all times are null without any
 * @param mean the mean
 * @param median the 50th percentile
 * @param p90 the 90th percentile
 * @param p95 the 95th percentile
 * @param p99 the 99th percentile
 * @param min the earliest
 * @param max the latest
 * @param histogram the number of hits in equal ranges that cover the tolerance before and after
 */
public record LatencyDistribution(
    long count,
    @Nullable Duration mean,
    @Nullable Duration median,
    @Nullable Duration p90,
    @Nullable Duration p95,
    @Nullable Duration p99,
    @Nullable Duration min,
    @Nullable Duration max,
    List<Bin> histogram) {

  /**
   * A range of the histogram.
   *
   * @param from its start, inclusive
   * @param to its end, exclusive except in the last range
   * @param count the number of hits in it
   */
  public record Bin(Duration from, Duration to, long count) {}

  /** Copies the list. */
  public LatencyDistribution {
    histogram = List.copyOf(histogram);
  }
}
