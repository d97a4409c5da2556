package dev.reelstate.evaluation.detection;

import dev.reelstate.evaluation.detection.Marks.Mark;
import java.util.List;

/**
 * All detections of one class that count in one range of areas, the highest score first, equal ones
 * in the order of scenes. Immutable and thread-safe.
 */
public final class Ranking {

  private final double[] scores;
  private final int[] sequences;
  private final int[] ranks;
  private final int[] hits;
  private final int[] alarms;
  private final int[] positives;
  private final int verdicts;

  /** Keeps the marks of one range of areas, in their order. */
  Ranking(List<Mark> marks, int[] positives, int area, int verdicts) {
    this.scores = marks.stream().mapToDouble(Mark::score).toArray();
    this.sequences = marks.stream().mapToInt(Mark::sequence).toArray();
    this.ranks = marks.stream().mapToInt(Mark::rank).toArray();
    this.hits = marks.stream().mapToInt(mark -> mark.hits(area)).toArray();
    this.alarms = marks.stream().mapToInt(mark -> mark.alarms(area)).toArray();
    this.positives = positives;
    this.verdicts = verdicts;
  }

  /** The position of the threshold of verdicts. */
  public int verdicts() {
    return verdicts;
  }

  /** How many objects there are to find. */
  public int positives() {
    return positives.length;
  }

  /** How many detections it has. */
  public int size() {
    return scores.length;
  }

  /** The score of a detection. */
  public double score(int position) {
    return scores[position];
  }

  /** Whether a detection is a hit at a threshold. */
  public boolean isHit(int position, int threshold) {
    return ((hits[position] >> threshold) & 1) == 1;
  }

  /** Whether a detection is a false alarm at a threshold. */
  public boolean isAlarm(int position, int threshold) {
    return ((alarms[position] >> threshold) & 1) == 1;
  }

  int sequence(int position) {
    return sequences[position];
  }

  /** The end of the detections of one sequence that share a score, from a position on. */
  int endOfTie(int position) {
    int end = position + 1;
    while (end < scores.length
        && scores[end] == scores[position]
        && sequences[end] == sequences[position]) {
      end++;
    }
    return end;
  }

  /** How many objects there are to find, each sequence as many times as said. */
  public double positives(int[] times) {
    double count = 0;
    for (int sequence : positives) {
      count += times[sequence];
    }
    return count;
  }

  /**
   * How many objects the best detections of a class on each scene have found, summed over
   * thresholds.
   *
   * @param most how many detections of a scene count
   * @param thresholds the thresholds, as bits
   */
  double found(int most, int thresholds, int[] times) {
    double count = 0;
    for (int position = 0; position < hits.length; position++) {
      if (ranks[position] < most) {
        count +=
            (double) times[sequences[position]] * Integer.bitCount(hits[position] & thresholds);
      }
    }
    return count;
  }
}
