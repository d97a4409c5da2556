package dev.reelstate.evaluation;

import java.util.List;
import java.util.Map;

/**
 * The events of one video, in any order. Immutable and thread-safe.
 *
 * @param name identifies it among the others
 * @param labels what is known of the video, for slices, by name
 * @param truth what happened
 * @param detections what the model reported
 */
public record EventSequence(
    String name, Map<String, String> labels, List<Event> truth, List<Event> detections) {

  /** Copies map and lists. */
  public EventSequence {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A sequence needs a name.");
    }
    labels = Map.copyOf(labels);
    truth = List.copyOf(truth);
    detections = List.copyOf(detections);
  }

  /** A sequence of which no more is known. */
  public static EventSequence of(String name, List<Event> truth, List<Event> detections) {
    return new EventSequence(name, Map.of(), truth, detections);
  }
}
