package dev.reelstate.evaluation.tracking;

import dev.reelstate.evaluation.matching.Pairs;

/**
 * What one scene has of one class, without what is ignored.
 *
 * @param position the position of the scene in its sequence
 * @param truth the objects, by their position in the scene
 * @param detections the detections, by their position in the scene
 * @param truthTracks the number of each object's track
 * @param detectionTracks the number of each detection's track
 * @param overlaps which objects (rows) and detections (columns) overlap
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TrackedScene(
    int position,
    int[] truth,
    int[] detections,
    int[] truthTracks,
    int[] detectionTracks,
    Pairs overlaps) {

  /** The track of the object of a pair. */
  int truthTrack(int pair) {
    return truthTracks[overlaps.row(pair)];
  }

  /** The track of the detection of a pair. */
  int detectionTrack(int pair) {
    return detectionTracks[overlaps.column(pair)];
  }
}
