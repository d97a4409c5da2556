package dev.reelstate.evaluation.tracking;

import dev.reelstate.evaluation.matching.Pairs;
import java.util.Arrays;
import java.util.stream.LongStream;

/** The tracks of truth and detections that ever overlap in a sequence, as pairs numbered from 0. */
final class TrackPairs {

  private final TrackedSequence sequence;
  private final long[] keys;

  TrackPairs(TrackedSequence sequence) {
    this.sequence = sequence;
    keys =
        sequence.scenes().stream().flatMapToLong(this::keys).sorted().distinct().toArray();
  }

  private LongStream keys(TrackedScene scene) {
    return LongStream.range(0, scene.overlaps().size()).map(pair -> key(scene, (int) pair));
  }

  private long key(TrackedScene scene, int pair) {
    return (long) scene.truthTrack(pair) * sequence.detectionTracks() + scene.detectionTrack(pair);
  }

  /** How many there are. */
  int size() {
    return keys.length;
  }

  /** The number of the tracks of a pair of boxes. */
  int of(TrackedScene scene, int pair) {
    return Arrays.binarySearch(keys, key(scene, pair));
  }

  /** The number of the track of the truth. */
  int truthTrack(int number) {
    return (int) (keys[number] / sequence.detectionTracks());
  }

  /** The number of the track of the detections. */
  int detectionTrack(int number) {
    return (int) (keys[number] % sequence.detectionTracks());
  }

  /** All of them with a value each. */
  Pairs with(double[] values) {
    Pairs pairs = new Pairs(sequence.truthTracks(), sequence.detectionTracks());
    for (int number = 0; number < keys.length; number++) {
      pairs.add(truthTrack(number), detectionTrack(number), values[number]);
    }
    return pairs;
  }
}
