package dev.reelstate.evaluation.tracking;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.TrackingSettings;
import dev.reelstate.evaluation.TrackingSettings.Pooling;
import dev.reelstate.evaluation.ledger.Verdict;
import dev.reelstate.evaluation.matching.Overlap;
import java.util.function.IntPredicate;

/**
 * Explains the false alarms of a scene by what they overlap: a duplicate lies on an object of its
 * class; one of the wrong class lies on an object of another, rather on one that was missed; one of
 * low overlap touches an object of its class; the others are on the background.
 */
final class FalseAlarms {

  /** The overlap from which a detection counts as an attempt at an object. */
  private static final double ATTEMPT = 0.1;

  private static final int NONE = -1;

  private final Scene scene;
  private final boolean agnostic;
  private final double hit;
  private final Verdicts truth;
  private final Verdicts detections;

  FalseAlarms(Scene scene, TrackingSettings settings, Verdicts truth, Verdicts detections) {
    this.scene = scene;
    this.agnostic = settings.pooling() == Pooling.AGNOSTIC;
    this.hit = settings.overlap() - Overlap.ROUNDING;
    this.truth = truth;
    this.detections = detections;
  }

  void explain() {
    for (int i = 0; i < scene.detections().size(); i++) {
      if (detections.is(i, Verdict.BACKGROUND)) {
        explain(i);
      }
    }
  }

  private void explain(int position) {
    Detection alarm = scene.detections().get(position);
    int same = closest(alarm, i -> isSameClass(i, alarm));
    double overlap = overlap(same, alarm);
    if (overlap >= hit) {
      detections.set(position, Verdict.DUPLICATE, same, overlap);
    } else if (!explainByOtherClass(position, alarm) && overlap >= ATTEMPT) {
      detections.set(position, Verdict.LOW_OVERLAP, same, overlap);
    }
  }

  private boolean explainByOtherClass(int position, Detection alarm) {
    int missed = closest(alarm, i -> !isSameClass(i, alarm) && isUnclaimed(i));
    if (overlap(missed, alarm) >= hit) {
      truth.set(missed, Verdict.MISSED, position, overlap(missed, alarm));
      detections.set(position, Verdict.WRONG_CLASS, missed, overlap(missed, alarm));
      return true;
    }
    int other = closest(alarm, i -> !isSameClass(i, alarm));
    if (overlap(other, alarm) >= hit) {
      detections.set(position, Verdict.WRONG_CLASS, other, overlap(other, alarm));
      return true;
    }
    return false;
  }

  private boolean isSameClass(int object, Detection alarm) {
    return agnostic || scene.truth().get(object).label().equals(alarm.label());
  }

  private boolean isUnclaimed(int object) {
    return truth.is(object, Verdict.MISSED) && truth.partner(object) == null;
  }

  /** The object that overlaps a detection most, the first of equals, or none. */
  private int closest(Detection alarm, IntPredicate eligible) {
    int closest = NONE;
    double most = 0;
    for (int i = 0; i < scene.truth().size(); i++) {
      if (!truth.is(i, Verdict.IGNORED) && eligible.test(i) && overlap(i, alarm) > most) {
        closest = i;
        most = overlap(i, alarm);
      }
    }
    return closest;
  }

  private double overlap(int object, Detection alarm) {
    if (object == NONE) {
      return 0;
    }
    Annotation one = scene.truth().get(object);
    return Overlap.between(one.box(), alarm.box());
  }
}
