package dev.reelstate.detection;

import java.util.List;

/**
 * What a detector says about one picture. Closed, so that every caller decides what each case means
 * to it. Only {@link Found} has detections: none can follow from a problem.
 */
public sealed interface DetectionOutcome
    permits DetectionOutcome.Found, DetectionOutcome.None, DetectorProblem {

  /**
   * There are objects.
   *
   * @param detections at least one; the highest score first, and among equal ones from top to
   *     bottom and from left to right
   */
  record Found(List<Detection> detections) implements DetectionOutcome {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty, which is {@link None}
     */
    public Found {
      detections = List.copyOf(detections);
      if (detections.isEmpty()) {
        throw new IllegalArgumentException(
            "Without detections, the outcome is that there are none.");
      }
    }
  }

  /** The detector looked at the picture, and there is nothing on it. */
  record None() implements DetectionOutcome {}

  /** Found or none, with the detections in their order. */
  static DetectionOutcome of(List<Detection> detections) {
    return detections.isEmpty()
        ? new None()
        : new Found(detections.stream().sorted(Detection.ORDER).toList());
  }
}
