package dev.reelstate.processing.detect;

import dev.reelstate.annotation.Box;
import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a detector's raw detections: classes that are not asked for and low scores are
 * left out, and of several on one object the best remains. The same for the same detections in
 * whatever order they come. Immutable and thread-safe.
 *
 * @param labels which classes to report and how to call them; empty for all
 * @param minScore what has a lower score is left out
 * @param maxOverlap the highest intersection over union of two detections of one class
 * @param maxInside how much of a detection may lie within a larger one of its class; 1 for all of
 *     it
 */
record Candidates(
    Map<String, String> labels, double minScore, double maxOverlap, double maxInside) {

  /** What a specification wishes, with a detector's defaults. */
  static Candidates of(DetectionSpec spec, double minScore, double maxOverlap, double maxInside) {
    Double score = spec.minScore();
    Double overlap = spec.maxOverlap();
    return new Candidates(
        spec.labels(),
        score == null ? minScore : score,
        overlap == null ? maxOverlap : overlap,
        maxInside);
  }

  /** The label under which a class is reported, or empty if it is not. */
  Optional<String> label(String name) {
    return labels.isEmpty() ? Optional.of(name) : Optional.ofNullable(labels.get(name));
  }

  /**
   * Suppresses what overlaps a better detection of its class, greedily from the highest score, and
   * then what is a part of a larger one.
   */
  DetectionOutcome outcome(List<Detection> raw) {
    List<Detection> kept = new ArrayList<>();
    raw.stream()
        .filter(detection -> detection.score() >= minScore)
        .sorted(Detection.ORDER)
        .filter(detection -> kept.stream().noneMatch(better -> isSame(better, detection)))
        .forEach(kept::add);
    return DetectionOutcome.of(kept.stream()
        .filter(part -> kept.stream().noneMatch(whole -> isPart(part, whole)))
        .toList());
  }

  private boolean isSame(Detection better, Detection detection) {
    return better.label().equals(detection.label())
        && overlap(better.box(), detection.box()) > maxOverlap;
  }

  private boolean isPart(Detection part, Detection whole) {
    return part.box().area() < whole.box().area()
        && part.label().equals(whole.label())
        && intersection(part.box(), whole.box()) > maxInside * part.box().area();
  }

  /** Intersection over union, from 0 to 1; 0 where a box has no area. */
  static double overlap(Box one, Box other) {
    double both = intersection(one, other);
    return both == 0 ? 0 : both / (one.area() + other.area() - both);
  }

  private static double intersection(Box one, Box other) {
    double width = Math.min(one.right(), other.right()) - Math.max(one.x(), other.x());
    double height = Math.min(one.bottom(), other.bottom()) - Math.max(one.y(), other.y());
    return Math.max(width, 0) * Math.max(height, 0);
  }
}
