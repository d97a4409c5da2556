package dev.reelstate.evaluation.tracking;

import java.util.EnumMap;
import java.util.Map;

/**
 * Everything that the figures of tracking are calculated from, as sums: those of several sequences
 * or classes together are the sums of theirs. Not thread-safe.
 */
public final class TrackingCounts {

  /** A sum with one value. */
  public enum Count {
    /** Hits. */
    TP,
    /** Detections without an object. */
    FP,
    /** Objects without a detection. */
    FN,
    /** Hits on an object whose last hit was by another track. */
    IDSW,
    /** How often an object is found again after it was lost. */
    FRAG,
    /** Tracks found in more than 80 % of their frames. */
    MT,
    /** Tracks that are neither mostly tracked nor mostly lost. */
    PT,
    /** Tracks found in less than 20 % of their frames. */
    ML,
    /** The overlaps of all hits. */
    OVERLAP,
    /** Hits if each track may be found by one other only. */
    IDTP
  }

  /** A sum with a value for each threshold of HOTA. */
  public enum Curve {
    /** Hits. */
    HITS,
    /** The association accuracy of all hits. */
    ASS_A,
    /** The association recall of all hits. */
    ASS_RE,
    /** The association precision of all hits. */
    ASS_PR,
    /** The overlaps of all hits. */
    OVERLAP
  }

  /** The number of thresholds of HOTA. */
  public static final int THRESHOLDS = 19;

  private final Map<Count, Double> sums = new EnumMap<>(Count.class);
  private final Map<Curve, double[]> curves = new EnumMap<>(Curve.class);

  /** One sum. */
  public double get(Count count) {
    return sums.getOrDefault(count, 0.0);
  }

  /** One sum at a threshold, which are numbered from 0. */
  public double get(Curve curve, int threshold) {
    double[] values = curves.get(curve);
    return values == null ? 0 : values[threshold];
  }

  /** The number of objects. */
  public double truth() {
    return get(Count.TP) + get(Count.FN);
  }

  /** The number of detections. */
  public double detections() {
    return get(Count.TP) + get(Count.FP);
  }

  void add(Count count, double value) {
    sums.merge(count, value, Double::sum);
  }

  void add(Curve curve, int threshold, double value) {
    curves.computeIfAbsent(curve, first -> new double[THRESHOLDS])[threshold] += value;
  }

  /** Adds the sums of others several times. */
  public void add(TrackingCounts others, int times) {
    others.sums.forEach((count, value) -> add(count, value * times));
    others.curves.forEach((curve, values) -> {
      for (int threshold = 0; threshold < THRESHOLDS; threshold++) {
        add(curve, threshold, values[threshold] * times);
      }
    });
  }
}
