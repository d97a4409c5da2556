package dev.reelstate.evaluation.tracking;

import dev.reelstate.evaluation.matching.BestPairs;
import dev.reelstate.evaluation.matching.Overlap;
import dev.reelstate.evaluation.matching.Pairs;
import dev.reelstate.evaluation.tracking.TrackingCounts.Curve;

/**
 * Higher Order Tracking Accuracy of one sequence (Luiten et al. 2020).
 *
 * <p>A first pass over the scenes finds how well each pair of tracks goes together over the whole
 * sequence; a second matches boxes by that and by their overlap, once for all thresholds; then each
 * hit is judged by how many of the hits of its two tracks they share.
 */
final class Hota {

  private static final double STEP = 0.05;

  private final TrackedSequence sequence;
  private final TrackPairs tracks;
  private final TrackingCounts counts;
  private final int[] truthLengths;
  private final int[] detectionLengths;
  private final Hits hits = new Hits();

  private Hota(TrackedSequence sequence, TrackPairs tracks, TrackingCounts counts) {
    this.sequence = sequence;
    this.tracks = tracks;
    this.counts = counts;
    truthLengths = sequence.truthLengths();
    detectionLengths = sequence.detectionLengths();
  }

  static void score(TrackedSequence sequence, TrackPairs tracks, TrackingCounts counts) {
    Hota hota = new Hota(sequence, tracks, counts);
    hota.match(hota.alignment());
    for (int threshold = 0; threshold < TrackingCounts.THRESHOLDS; threshold++) {
      hota.associate(threshold);
    }
  }

  /** A threshold by its number: 0.05, 0.1 and so on, up to 0.95. */
  private static double threshold(int number) {
    return STEP + number * STEP;
  }

  /** How well each pair of tracks goes together, from 0 to 1. */
  private double[] alignment() {
    double[] alignment = new double[tracks.size()];
    for (TrackedScene scene : sequence.scenes()) {
      addShares(scene, alignment);
    }
    for (int pair = 0; pair < alignment.length; pair++) {
      alignment[pair] /= lengths(pair) - alignment[pair];
    }
    return alignment;
  }

  /** Adds the share that each pair has in all overlaps of its object and its detection. */
  private void addShares(TrackedScene scene, double[] shares) {
    Pairs overlaps = scene.overlaps();
    double[] ofTruth = new double[overlaps.rows()];
    double[] ofDetection = new double[overlaps.columns()];
    for (int pair = 0; pair < overlaps.size(); pair++) {
      ofTruth[overlaps.row(pair)] += overlaps.value(pair);
      ofDetection[overlaps.column(pair)] += overlaps.value(pair);
    }
    for (int pair = 0; pair < overlaps.size(); pair++) {
      double all =
          ofDetection[overlaps.column(pair)] + ofTruth[overlaps.row(pair)] - overlaps.value(pair);
      shares[tracks.of(scene, pair)] += overlaps.value(pair) / all;
    }
  }

  private void match(double[] alignment) {
    for (TrackedScene scene : sequence.scenes()) {
      Pairs overlaps = scene.overlaps();
      double[] weights = overlaps.values();
      for (int pair = 0; pair < weights.length; pair++) {
        weights[pair] *= alignment[tracks.of(scene, pair)];
      }
      for (int pair : BestPairs.choose(overlaps, weights)) {
        if (pair >= 0) {
          hits.add(tracks.of(scene, pair), overlaps.value(pair));
        }
      }
    }
  }

  private void associate(int threshold) {
    int[] together = new int[tracks.size()];
    for (int hit = 0; hit < hits.size(); hit++) {
      if (hits.overlap(hit) >= threshold(threshold) - Overlap.ROUNDING) {
        together[hits.tracks(hit)]++;
        counts.add(Curve.HITS, threshold, 1);
        counts.add(Curve.OVERLAP, threshold, hits.overlap(hit));
      }
    }
    for (int pair = 0; pair < together.length; pair++) {
      if (together[pair] > 0) {
        double shared = together[pair];
        double squared = shared * shared;
        counts.add(Curve.ASS_A, threshold, squared / (lengths(pair) - shared));
        counts.add(Curve.ASS_RE, threshold, squared / truthLengths[tracks.truthTrack(pair)]);
        counts.add(
            Curve.ASS_PR, threshold, squared / detectionLengths[tracks.detectionTrack(pair)]);
      }
    }
  }

  private double lengths(int pair) {
    return truthLengths[tracks.truthTrack(pair)] + detectionLengths[tracks.detectionTrack(pair)];
  }
}
