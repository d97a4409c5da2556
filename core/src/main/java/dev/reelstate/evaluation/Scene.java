package dev.reelstate.evaluation;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import java.util.List;
import java.util.Objects;

/**
 * A frame whose truth is known, and what a model found on it. Immutable and thread-safe.
 *
 * @param frame its place in the sequence
 * @param truth what is to be seen on it; empty means nothing
 * @param detections what was found, in the order in which the model reported it, which decides
 *     between equal scores
 */
public record Scene(FrameRef frame, List<Annotation> truth, List<Detection> detections) {

  /** Copies the lists. */
  public Scene {
    Objects.requireNonNull(frame, "frame");
    truth = List.copyOf(truth);
    detections = List.copyOf(detections);
  }
}
