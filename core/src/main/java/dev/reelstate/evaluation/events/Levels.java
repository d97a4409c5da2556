package dev.reelstate.evaluation.events;

import java.util.Arrays;

/**
 * What {@link TimeMatching} knows of each level while it passes over the merged times: where the
 * level was last, and what the stretches that leave it demand.
 */
final class Levels {

  private static final int NONE = -1;

  private final int lowest;
  private final int[] lastPosition;
  private final long[] lastSum;
  private final int[] atLeast;
  private final int[] atMost;
  private int level;
  private long sumSince;

  /** Starts at level 0, position 0 and sum 0. */
  Levels(int truths, int detections) {
    lowest = -detections - 1;
    int size = truths + detections + 3;
    lastPosition = new int[size];
    lastSum = new long[size];
    atLeast = new int[size];
    atMost = new int[size];
    Arrays.fill(lastPosition, NONE);
    lastPosition[index(0)] = 0;
  }

  private int index(int ofLevel) {
    return ofLevel - lowest;
  }

  /**
   * A truth: a stretch rises from this level, and one that fell from the next level ends.
   *
   * @param bound the lowest level from which the truth may be matched
   * @return whether the pairs of the stretch that ends are near enough, if there is one
   */
  boolean rise(int bound) {
    atLeast[index(level)] = bound;
    level++;
    int ended = index(level);
    atMost[ended + 1] = Math.min(atMost[ended + 1], atMost[ended]);
    return level <= atMost[ended];
  }

  /**
   * A detection: a stretch falls from this level, and one that rose from the level below ends.
   *
   * @param bound the highest level from which the detection may be matched
   * @return whether the pairs of the stretch that ends are near enough, if there is one
   */
  boolean fall(int bound) {
    atMost[index(level)] = bound;
    level--;
    int ended = index(level);
    atLeast[ended - 1] = Math.max(atLeast[ended - 1], atLeast[ended]);
    return level >= atLeast[ended];
  }

  /**
   * Notes that the level is at a position, with a sum of all truths minus all detections so far.
   *
   * @return the last position at which it was before, or -1
   */
  int visit(int position, long sum) {
    int here = index(level);
    int before = lastPosition[here];
    sumSince = sum - lastSum[here];
    lastPosition[here] = position;
    lastSum[here] = sum;
    return before;
  }

  /** The difference of the sum between the last two visits, of the stretch that has ended. */
  long sumSince() {
    return sumSince;
  }
}
