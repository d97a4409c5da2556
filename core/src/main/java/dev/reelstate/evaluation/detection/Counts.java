package dev.reelstate.evaluation.detection;

/**
 * What is right and wrong at chosen thresholds. Immutable and thread-safe.
 *
 * @param hits the detections that have found an object, and the objects found
 * @param alarms the false alarms
 * @param positives the objects to find
 */
public record Counts(double hits, double alarms, double positives) {

  /** Nothing. */
  public static final Counts NONE = new Counts(0, 0, 0);

  /**
   * Counts the detections of a ranking that have at least a score.
   *
   * @param threshold the position of the threshold
   * @param times how often each sequence occurs
   */
  public static Counts of(Ranking ranking, int threshold, double least, int[] times) {
    double hits = 0;
    double alarms = 0;
    for (int at = 0; at < ranking.size() && ranking.score(at) >= least; at++) {
      int copies = times[ranking.sequence(at)];
      hits += ranking.isHit(at, threshold) ? copies : 0;
      alarms += ranking.isAlarm(at, threshold) ? copies : 0;
    }
    return new Counts(hits, alarms, ranking.positives(times));
  }

  /** The sum of two classes. */
  public Counts plus(Counts other) {
    return new Counts(hits + other.hits, alarms + other.alarms, positives + other.positives);
  }

  /** The objects that nothing has found. */
  public double missed() {
    return positives - hits;
  }

  /** The share of right ones among the detections, or {@code NaN} if there are none. */
  public double precision() {
    return hits / (hits + alarms);
  }

  /** The share of the objects that were found, or {@code NaN} if there are none. */
  public double recall() {
    return hits / positives;
  }

  /** The harmonic mean of both, or {@code NaN} if there are neither objects nor detections. */
  public double f1() {
    return 2 * hits / (hits + alarms + positives);
  }
}
