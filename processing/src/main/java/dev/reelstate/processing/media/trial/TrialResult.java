package dev.reelstate.processing.media.trial;

import java.util.List;

/**
 * What a trial found.
 *
 * @param points one for each rung that was tried, in the same order
 * @param pictures the number of pictures that were looked at
 * @param cpuMillis the processor time of the trial, in milliseconds
 */
public record TrialResult(List<TrialPoint> points, int pictures, long cpuMillis) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a number is negative
   */
  public TrialResult {
    points = List.copyOf(points);
    if (pictures < 0 || cpuMillis < 0) {
      throw new IllegalArgumentException("A trial looks at pictures, and takes time.");
    }
  }
}
