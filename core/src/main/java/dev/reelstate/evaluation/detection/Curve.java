package dev.reelstate.evaluation.detection;

import java.util.Arrays;

/**
 * The precision after each hit, going down a ranking. One curve is filled again and again; not
 * thread-safe.
 */
public final class Curve {

  private double[] found = new double[256];
  private double[] precision = new double[256];
  private int points;
  private double hits;
  private double alarms;

  /**
   * Goes down a ranking in which each sequence occurs as many times as said.
   *
   * @param threshold the position of the threshold
   */
  void fill(Ranking ranking, int threshold, int[] times) {
    points = 0;
    hits = 0;
    alarms = 0;
    int end;
    for (int start = 0; start < ranking.size(); start = end) {
      int copies = times[ranking.sequence(start)];
      end = copies > 1 ? ranking.endOfTie(start) : start + 1;
      if (end == start + 1) {
        step(ranking, start, threshold, copies);
      } else {
        repeat(ranking, start, end, threshold, copies);
      }
    }
  }

  // A copy of a sequence repeats its tied detections in their order, not each one by itself.
  private void repeat(Ranking ranking, int start, int end, int threshold, int copies) {
    for (int copy = 0; copy < copies; copy++) {
      for (int position = start; position < end; position++) {
        step(ranking, position, threshold, 1);
      }
    }
  }

  private void step(Ranking ranking, int position, int threshold, int copies) {
    if (copies == 0) {
      return;
    }
    if (ranking.isHit(position, threshold)) {
      hits += copies;
      add(hits / (hits + alarms));
    } else if (ranking.isAlarm(position, threshold)) {
      alarms += copies;
    }
  }

  private void add(double value) {
    if (points == found.length) {
      found = Arrays.copyOf(found, 2 * points);
      precision = Arrays.copyOf(precision, 2 * points);
    }
    found[points] = hits;
    precision[points] = value;
    points++;
  }

  int points() {
    return points;
  }

  double found(int point) {
    return found[point];
  }

  double precision(int point) {
    return precision[point];
  }
}
