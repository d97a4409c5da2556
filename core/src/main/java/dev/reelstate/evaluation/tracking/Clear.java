package dev.reelstate.evaluation.tracking;

import dev.reelstate.evaluation.matching.BestPairs;
import dev.reelstate.evaluation.matching.Overlap;
import dev.reelstate.evaluation.matching.Pairs;
import dev.reelstate.evaluation.tracking.TrackingCounts.Count;
import java.util.Arrays;

/**
 * The CLEAR metrics of one sequence (Bernardin and Stiefelhagen 2008), with the choices of
 * TrackEval.
 *
 * <p>In each scene, pairs that were hits in the scene before go first, then the greatest total
 * overlap decides. A scene in which there are no objects or no detections is passed over: what
 * follows it continues what precedes it. A switch is counted against the last hit of an object,
 * however long ago.
 */
final class Clear {

  private static final int NONE = -1;
  private static final double CONTINUED = 1000;

  private final double threshold;
  private final TrackingCounts counts;
  private final int[] lastHit;
  private final int[] lastHitScene;
  private final int[] hits;
  private final int[] runs;
  private final int[] lengths;
  private int currentScene;

  Clear(TrackedSequence sequence, double overlap, TrackingCounts counts) {
    this.threshold = overlap - Overlap.ROUNDING;
    this.counts = counts;
    lastHit = new int[sequence.truthTracks()];
    lastHitScene = new int[sequence.truthTracks()];
    hits = new int[sequence.truthTracks()];
    runs = new int[sequence.truthTracks()];
    lengths = sequence.truthLengths();
    Arrays.fill(lastHit, NONE);
    Arrays.fill(lastHitScene, NONE);
  }

  /** Scores the next scene, and returns the pair that hit each of its objects, or -1. */
  int[] score(TrackedScene scene) {
    Pairs overlaps = scene.overlaps();
    int[] hitOf = BestPairs.choose(overlaps, weights(scene));
    if (overlaps.rows() > 0 && overlaps.columns() > 0) {
      for (int pair : hitOf) {
        if (pair != NONE) {
          hit(scene, pair);
        }
      }
      currentScene++;
    }
    double found = (double) Arrays.stream(hitOf).filter(pair -> pair != NONE).count();
    counts.add(Count.TP, found);
    counts.add(Count.FN, overlaps.rows() - found);
    counts.add(Count.FP, overlaps.columns() - found);
    return hitOf;
  }

  private double[] weights(TrackedScene scene) {
    double[] weights = scene.overlaps().values();
    for (int pair = 0; pair < weights.length; pair++) {
      int track = scene.truthTrack(pair);
      if (weights[pair] < threshold) {
        weights[pair] = 0;
      } else if (wasHitBefore(track) && lastHit[track] == scene.detectionTrack(pair)) {
        weights[pair] += CONTINUED;
      }
    }
    return weights;
  }

  private boolean wasHitBefore(int track) {
    return lastHit[track] != NONE && lastHitScene[track] == currentScene - 1;
  }

  private void hit(TrackedScene scene, int pair) {
    int track = scene.truthTrack(pair);
    int by = scene.detectionTrack(pair);
    if (lastHit[track] != NONE && lastHit[track] != by) {
      counts.add(Count.IDSW, 1);
    }
    if (!wasHitBefore(track)) {
      runs[track]++;
    }
    hits[track]++;
    lastHit[track] = by;
    lastHitScene[track] = currentScene;
    counts.add(Count.OVERLAP, scene.overlaps().value(pair));
  }

  /** Counts what concerns whole tracks, after the last scene. */
  void finish() {
    for (int track = 0; track < lengths.length; track++) {
      double found = (double) hits[track] / lengths[track];
      counts.add(found > 0.8 ? Count.MT : found >= 0.2 ? Count.PT : Count.ML, 1);
      counts.add(Count.FRAG, Math.max(0, runs[track] - 1));
    }
  }
}
