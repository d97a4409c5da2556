package dev.reelstate.evaluation.tracking;

import java.util.List;
import java.util.function.Function;

/**
 * What one sequence has of one class, without what is ignored.
 *
 * @param scenes the scenes that have any of it, in their order
 * @param truthTracks the number of tracks of the truth, which are numbered from 0
 * @param detectionTracks the number of tracks of the detections, which are numbered from 0
 */
record TrackedSequence(List<TrackedScene> scenes, int truthTracks, int detectionTracks) {

  /** How many objects each track of the truth has. */
  int[] truthLengths() {
    return lengths(truthTracks, TrackedScene::truthTracks);
  }

  /** How many detections each track of the detections has. */
  int[] detectionLengths() {
    return lengths(detectionTracks, TrackedScene::detectionTracks);
  }

  private int[] lengths(int tracks, Function<TrackedScene, int[]> side) {
    int[] lengths = new int[tracks];
    for (TrackedScene scene : scenes) {
      for (int track : side.apply(scene)) {
        lengths[track]++;
      }
    }
    return lengths;
  }
}
