package dev.reelstate.detection;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.Provenance;
import java.util.Comparator;
import java.util.Objects;

/**
 * One object that a detector proposes. Immutable and thread-safe.
 *
 * @param label its class; not blank
 * @param box its position in pixels of the picture, which may extend beyond it
 * @param score the detector's confidence, from 0 to 1; comparable only within one detector and
 *     model
 */
public record Detection(String label, Box box, double score) {

  /**
   * The order of detections on one picture: the highest score first, then from top to bottom, from
   * left to right, by size and by class, so that no order is left to chance.
   */
  public static final Comparator<Detection> ORDER = Comparator.comparingDouble(Detection::score)
      .reversed()
      .thenComparingDouble(detection -> detection.box().y())
      .thenComparingDouble(detection -> detection.box().x())
      .thenComparingDouble(detection -> detection.box().height())
      .thenComparingDouble(detection -> detection.box().width())
      .thenComparing(Detection::label);

  /**
   * Checks label and score.
   *
   * @throws IllegalArgumentException if the label is blank or the score out of range
   */
  public Detection {
    Objects.requireNonNull(box, "box");
    if (label.isBlank()) {
      throw new IllegalArgumentException("A detection needs a label.");
    }
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("A score must be from 0 to 1, not " + score + ".");
    }
    score += 0.0;
  }

  /** The same as an annotation that nobody has confirmed. */
  public Annotation asAnnotation(Provenance provenance) {
    return Annotation.of(label, box, provenance).withScore(score);
  }
}
