package dev.reelstate.evaluation.tracking;

import dev.reelstate.annotation.Box;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.matching.Overlap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Collects what one sequence has of one class, and numbers its tracks. */
final class ClassTracks {

  private final String sequence;
  private final List<TrackedScene> scenes = new ArrayList<>();
  private final Map<String, Integer> truthTracks = new HashMap<>();
  private final Map<String, Integer> detectionTracks = new HashMap<>();

  ClassTracks(String sequence) {
    this.sequence = sequence;
  }

  /**
   * Adds a scene.
   *
   * @param truth the positions of its objects of the class
   * @param detections the positions of its detections of the class
   * @throws IllegalArgumentException if one of them has no track, or several have the same
   */
  void add(int position, Scene scene, int[] truth, int[] detections) {
    String place = "scene " + position + " of sequence \"" + sequence + "\"";
    scenes.add(new TrackedScene(
        position,
        truth,
        detections,
        tracks("object", truth, i -> scene.truth().get(i).track(), truthTracks, place),
        tracks(
            "detection",
            detections,
            i -> scene.detections().get(i).track(),
            detectionTracks,
            place),
        Overlap.of(
            boxes(truth, i -> scene.truth().get(i).box()),
            boxes(detections, i -> scene.detections().get(i).box()))));
  }

  private static List<Box> boxes(int[] positions, IntFunction<Box> box) {
    return IntStream.of(positions).mapToObj(box).toList();
  }

  private static int[] tracks(
      String what,
      int[] positions,
      IntFunction<@Nullable String> trackAt,
      Map<String, Integer> numbers,
      String place) {
    int[] tracks = new int[positions.length];
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < positions.length; i++) {
      String track = trackAt.apply(positions[i]);
      if (track == null) {
        throw new IllegalArgumentException(
            "The " + what + " at position " + positions[i] + " in " + place + " has no track.");
      }
      if (!seen.add(track)) {
        throw new IllegalArgumentException(
            "Track \"" + track + "\" has more than one " + what + " in " + place + ".");
      }
      Integer next = numbers.size();
      tracks[i] = numbers.computeIfAbsent(track, unknown -> next);
    }
    return tracks;
  }

  TrackedSequence sequence() {
    return new TrackedSequence(List.copyOf(scenes), truthTracks.size(), detectionTracks.size());
  }
}
