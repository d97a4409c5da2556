package dev.reelstate.evaluation.tracking;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.TrackingSettings;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import java.util.List;

/**
 * The verdicts on the objects and detections of one scene. Until a hit is noted, every object
 * counts as missed and every detection as a false alarm, unless it is ignored.
 */
final class SceneVerdicts {

  private final Scene scene;
  private final TrackingSettings settings;
  private final Verdicts truth;
  private final Verdicts detections;

  /** Ignores what lies on ignored objects, and what is of a class that is not scored. */
  SceneVerdicts(Scene scene, TrackingSettings settings) {
    this.scene = scene;
    this.settings = settings;
    truth = new Verdicts(scene.truth().size(), Verdict.MISSED);
    detections = new Verdicts(scene.detections().size(), Verdict.BACKGROUND);
    for (int i = 0; i < scene.truth().size(); i++) {
      Annotation object = scene.truth().get(i);
      if (IgnoredObjects.isIgnored(object) || !isScored(object.label())) {
        truth.set(i, Verdict.IGNORED);
      }
    }
    for (int i = 0; i < scene.detections().size(); i++) {
      if (!isScored(scene.detections().get(i).label())) {
        detections.set(i, Verdict.IGNORED);
      }
    }
    IgnoredObjects.match(
        scene,
        (overlaps, pair) ->
            join(Verdict.IGNORED, overlaps.row(pair), overlaps.column(pair), overlaps.value(pair)));
  }

  private boolean isScored(String label) {
    return settings.classes().isEmpty() || settings.classes().contains(label);
  }

  Scene scene() {
    return scene;
  }

  /** Whether an object is scored. */
  boolean countsObject(int position) {
    return !truth.is(position, Verdict.IGNORED);
  }

  /** Whether a detection is scored. */
  boolean countsDetection(int position) {
    return !detections.is(position, Verdict.IGNORED);
  }

  /** Notes a hit. */
  void hit(int object, int detection, double overlap) {
    join(Verdict.HIT, object, detection, overlap);
  }

  private void join(Verdict verdict, int object, int detection, double overlap) {
    truth.set(object, verdict, detection, overlap);
    detections.set(detection, verdict, object, overlap);
  }

  /** Explains the false alarms, and adds all verdicts to a ledger. */
  void write(int sequence, int position, List<LedgerEntry> ledger) {
    new FalseAlarms(scene, settings, truth, detections).explain();
    for (int i = 0; i < scene.truth().size(); i++) {
      Annotation object = scene.truth().get(i);
      ledger.add(new LedgerEntry(
          sequence,
          position,
          false,
          i,
          object.label(),
          object.track(),
          truth.verdict(i),
          truth.partner(i),
          truth.overlap(i)));
    }
    for (int i = 0; i < scene.detections().size(); i++) {
      Detection detection = scene.detections().get(i);
      ledger.add(new LedgerEntry(
          sequence,
          position,
          true,
          i,
          detection.label(),
          detection.track(),
          detections.verdict(i),
          detections.partner(i),
          detections.overlap(i)));
    }
  }
}
