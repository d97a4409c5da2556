package dev.reelstate.evaluation.tracking;

import dev.reelstate.evaluation.matching.BestPairs;
import dev.reelstate.evaluation.matching.Pairs;
import dev.reelstate.evaluation.tracking.TrackingCounts.Count;

/**
 * The identity metrics of one sequence (Ristani et al. 2016): each track of the truth is assigned
 * at most one of the detections, for the whole sequence, so that as many hits as possible result.
 */
final class Identity {

  private Identity() {}

  static void score(
      TrackedSequence sequence, TrackPairs tracks, double overlap, TrackingCounts counts) {
    double[] together = new double[tracks.size()];
    for (TrackedScene scene : sequence.scenes()) {
      Pairs overlaps = scene.overlaps();
      for (int pair = 0; pair < overlaps.size(); pair++) {
        if (overlaps.value(pair) >= overlap) {
          together[tracks.of(scene, pair)]++;
        }
      }
    }
    for (int pair : BestPairs.choose(tracks.with(together), together)) {
      if (pair >= 0) {
        counts.add(Count.IDTP, together[pair]);
      }
    }
  }
}
