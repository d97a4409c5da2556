package dev.reelstate.examples.detect;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import dev.reelstate.examples.detect.overlay.Kind;
import dev.reelstate.examples.detect.overlay.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to draw on each picture. */
final class Judged {

  private static final List<Kind> WITH_TRUTH =
      List.of(Kind.TRUTH, Kind.HIT, Kind.MISS, Kind.FALSE_ALARM);

  private final List<Kind> legend;
  private final Map<FrameRef, List<Mark>> marks = new HashMap<>();
  private final boolean compared;

  private Judged(GroundTruth found, boolean compared) {
    this.legend = compared ? WITH_TRUTH : List.of(Kind.FOUND);
    this.compared = compared;
    for (AnnotatedFrame frame : found.frames()) {
      marks.put(
          frame.frame(),
          frame.annotations().stream()
              .map(one ->
                  new Mark(Kind.FOUND, one.box(), text(one.label(), one.score(), one.track())))
              .toList());
    }
  }

  /** Only what was found. */
  static Judged without(GroundTruth found) {
    return new Judged(found, false);
  }

  /** Hits, misses and false alarms on the scenes, and elsewhere what was found. */
  static Judged of(GroundTruth found, List<Scene> scenes) {
    Judged judged = new Judged(found, true);
    scenes.forEach(scene -> judged.marks.put(scene.frame(), new ArrayList<>()));
    DetectionSettings settings = DetectionSettings.coco().withScore(0);
    Evaluation.detection(List.of(Sequence.of("video", scenes)), settings)
        .ledger()
        .forEach(entry -> {
          Scene scene = scenes.get(entry.scene());
          List<Mark> own = judged.marks.get(scene.frame());
          if (own != null) {
            own.add(entry.detection() ? detected(scene, entry) : object(scene, entry));
          }
        });
    return judged;
  }

  /** A scene of the truth and what was found; a box without a score is certain. */
  static Scene scene(AnnotatedFrame found, List<Annotation> truth) {
    List<Detection> detections = found.annotations().stream()
        .map(one -> new Detection(
            one.label(), one.box(), one.score() == null ? 1 : one.score(), one.track()))
        .toList();
    return new Scene(found.frame(), truth, detections);
  }

  private static Mark object(Scene scene, LedgerEntry entry) {
    Annotation object = scene.truth().get(entry.index());
    return switch (entry.verdict()) {
      case MISSED -> new Mark(Kind.MISS, object.box(), object.label());
      case IGNORED -> new Mark(Kind.IGNORED, object.box(), "");
      default -> new Mark(Kind.TRUTH, object.box(), "");
    };
  }

  private static Mark detected(Scene scene, LedgerEntry entry) {
    Detection one = scene.detections().get(entry.index());
    String text = text(one.label(), one.score(), one.track());
    return switch (entry.verdict()) {
      case HIT -> new Mark(Kind.HIT, one.box(), text);
      case IGNORED -> new Mark(Kind.IGNORED, one.box(), text);
      default -> new Mark(Kind.FALSE_ALARM, one.box(), text + reason(entry.verdict()));
    };
  }

  private static String reason(Verdict verdict) {
    return switch (verdict) {
      case DUPLICATE -> " twice";
      case WRONG_CLASS -> " wrong class";
      case LOW_OVERLAP -> " off";
      default -> "";
    };
  }

  private static String text(String label, @Nullable Double score, @Nullable String track) {
    String number = track == null ? "" : " #" + track;
    return score == null
        ? label + number
        : label + number + String.format(Locale.ROOT, " %.2f", score);
  }

  /** The kinds that the legend explains. */
  List<Kind> legend() {
    return legend;
  }

  /** What is drawn on a picture. */
  List<Mark> on(FrameRef frame) {
    return marks.getOrDefault(frame, List.of());
  }

  /** How many of each kind there are, if there was a truth. */
  Optional<String> summary() {
    return compared
        ? Optional.of(String.format(
            Locale.ROOT,
            "Compared with the truth: %,d hits, %,d misses, %,d false alarms.",
            count(Kind.HIT),
            count(Kind.MISS),
            count(Kind.FALSE_ALARM)))
        : Optional.empty();
  }

  private long count(Kind kind) {
    return marks.values().stream()
        .flatMap(List::stream)
        .filter(mark -> mark.kind() == kind)
        .count();
  }
}
