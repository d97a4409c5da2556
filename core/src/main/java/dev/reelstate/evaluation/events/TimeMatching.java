package dev.reelstate.evaluation.events;

import java.util.Arrays;

/**
 * Matches two sorted lists of times one to one: as many pairs within a tolerance as possible, and
 * of all ways to do so, one with the smallest sum of distances. Exact, in time linear in the number
 * of times, however many of them are within the tolerance of each other.
 *
 * <p>Why one pass is enough. Merge both lists, and let the <em>level</em> be the number of truths
 * minus the number of detections so far. Pairs need never cross: exchanging the partners of two
 * that do lengthens neither the sum nor the longest of both. While a matched truth waits for its
 * detection, neither a truth nor a detection is left out: whichever is left out lies nearer to the
 * partner, and may take the place of the one that waits. The same holds for a detection that waits.
 * So the matched times form stretches without gaps, in each of which the k-th truth belongs to the
 * k-th detection; a stretch ends where the level first returns to what it was before, and so has
 * only one possible beginning for each end. The best result up to a position is therefore either
 * the one up to the position before, with this time left out, or the one up to the last position of
 * the same level, with everything since matched.
 *
 * <p>A stretch is valid if none of its pairs is too far apart. In a stretch from level L, truth i
 * belongs to detection i - L. So a rising stretch, in which truths come first, asks of each truth
 * that L is at least i + 1 minus the number of detections up to the end of its tolerance; a falling
 * one sets an upper bound in the same way. Stretches nest, so these bounds are kept by level, and
 * handed down when a stretch ends.
 */
public final class TimeMatching {

  private static final int NONE = -1;

  private final long[] truth;
  private final long[] detections;
  private final long tolerance;
  private final int[] truthsUpTo;
  private final int[] pairs;
  private final long[] distance;
  private final int[] stretch;

  private TimeMatching(long[] truth, long[] detections, long tolerance) {
    this.truth = truth;
    this.detections = detections;
    this.tolerance = tolerance;
    int size = truth.length + detections.length;
    truthsUpTo = new int[size + 1];
    pairs = new int[size + 1];
    distance = new long[size + 1];
    stretch = new int[size + 1];
  }

  /**
   * Matches times. Of equally good results, it is always the same: a pair is not given up for a
   * later one that is no better, and of equal times, the last are matched.
   *
   * @param truth ascending, not negative
   * @param detections ascending, not negative, in the same unit
   * @param tolerance the largest distance of a pair, inclusive, not negative
   * @return the position of each truth's detection, or -1 if it has none
   * @throws ArithmeticException if the sum of distances could exceed 64 bits
   */
  public static int[] match(long[] truth, long[] detections, long tolerance) {
    TimeMatching matching = new TimeMatching(truth, detections, tolerance);
    matching.requireSmallSums();
    matching.fill();
    return matching.trace();
  }

  private void requireSmallSums() {
    if (truth.length > 0 && detections.length > 0) {
      long end = Math.max(truth[truth.length - 1], detections[detections.length - 1]);
      long span = end - Math.min(truth[0], detections[0]);
      long longest = Math.min(span, tolerance);
      if (longest > Long.MAX_VALUE / Math.min(truth.length, detections.length)) {
        throw new ArithmeticException("The distances of so many events do not fit into 64 bits.");
      }
    }
  }

  private void fill() {
    Levels levels = new Levels(truth.length, detections.length);
    int truthsInReach = 0;
    int detectionsInReach = 0;
    long sum = 0;
    for (int position = 1; position < pairs.length; position++) {
      int i = truthsUpTo[position - 1];
      int j = position - 1 - i;
      boolean isTruth = j == detections.length || (i < truth.length && truth[i] <= detections[j]);
      truthsUpTo[position] = isTruth ? i + 1 : i;
      boolean valid;
      if (isTruth) {
        detectionsInReach = inReach(detections, detectionsInReach, truth[i]);
        valid = levels.rise(i + 1 - detectionsInReach);
        sum += truth[i];
      } else {
        truthsInReach = inReach(truth, truthsInReach, detections[j]);
        valid = levels.fall(truthsInReach - 1 - j);
        sum -= detections[j];
      }
      int before = levels.visit(position, sum);
      long length = isTruth ? levels.sumSince() : -levels.sumSince();
      choose(position, valid ? before : NONE, length);
    }
  }

  /** How many of some times are at most the tolerance after another; at least as many as before. */
  private int inReach(long[] times, int before, long time) {
    int count = before;
    while (count < times.length && times[count] - time <= tolerance) {
      count++;
    }
    return count;
  }

  /** Decides whether the time at a position is left out, or ends a stretch of a given length. */
  private void choose(int position, int before, long length) {
    pairs[position] = pairs[position - 1];
    distance[position] = distance[position - 1];
    stretch[position] = NONE;
    if (before != NONE) {
      int more = pairs[before] + (position - before) / 2;
      long total = distance[before] + length;
      if (more > pairs[position] || (more == pairs[position] && total < distance[position])) {
        pairs[position] = more;
        distance[position] = total;
        stretch[position] = before;
      }
    }
  }

  private int[] trace() {
    int[] detectionOf = new int[truth.length];
    Arrays.fill(detectionOf, NONE);
    int position = pairs.length - 1;
    while (position > 0) {
      int before = stretch[position];
      if (before == NONE) {
        position--;
      } else {
        int firstTruth = truthsUpTo[before];
        int firstDetection = before - firstTruth;
        for (int pair = 0; pair < (position - before) / 2; pair++) {
          detectionOf[firstTruth + pair] = firstDetection + pair;
        }
        position = before;
      }
    }
    return detectionOf;
  }
}
