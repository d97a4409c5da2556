package dev.reelstate.evaluation;

import java.util.List;
import java.util.Map;

/**
 * The scored frames of one video, or one image. Sequences are what statistics draws from: scenes of
 * one sequence resemble each other. Immutable and thread-safe.
 *
 * @param name identifies it among the others
 * @param labels what is known of the video, for slices, by name
 * @param scenes its frames in their order; frames that are not here are not scored
 */
public record Sequence(String name, Map<String, String> labels, List<Scene> scenes) {

  /** Copies map and list. */
  public Sequence {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A sequence needs a name.");
    }
    labels = Map.copyOf(labels);
    scenes = List.copyOf(scenes);
  }

  /** A sequence of which no more is known. */
  public static Sequence of(String name, List<Scene> scenes) {
    return new Sequence(name, Map.of(), scenes);
  }
}
