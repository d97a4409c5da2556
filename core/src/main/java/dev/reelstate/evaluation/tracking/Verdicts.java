package dev.reelstate.evaluation.tracking;

import dev.reelstate.evaluation.ledger.Verdict;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The verdicts on one list of a scene: its objects, or its detections. */
final class Verdicts {

  private static final int NONE = -1;

  private final Verdict[] verdicts;
  private final int[] partners;
  private final double[] overlaps;

  /** The same verdict on all, without partners. */
  Verdicts(int size, Verdict initial) {
    verdicts = new Verdict[size];
    partners = new int[size];
    overlaps = new double[size];
    Arrays.fill(verdicts, initial);
    Arrays.fill(partners, NONE);
  }

  void set(int position, Verdict verdict) {
    verdicts[position] = verdict;
  }

  void set(int position, Verdict verdict, int partner, double overlap) {
    verdicts[position] = verdict;
    partners[position] = partner;
    overlaps[position] = overlap;
  }

  boolean is(int position, Verdict verdict) {
    return verdicts[position] == verdict;
  }

  Verdict verdict(int position) {
    return verdicts[position];
  }

  /** The position of the partner in the other list, or null if there is none. */
  @Nullable
  Integer partner(int position) {
    return partners[position] == NONE ? null : Integer.valueOf(partners[position]);
  }

  /** The overlap with the partner, from 0 to 1, or null without one. */
  @Nullable
  Double overlap(int position) {
    return partners[position] == NONE ? null : Double.valueOf(overlaps[position]);
  }
}
