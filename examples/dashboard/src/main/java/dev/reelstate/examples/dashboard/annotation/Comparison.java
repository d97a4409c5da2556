package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.agreement.LabelFault;
import dev.reelstate.evaluation.agreement.LabelFaults;
import dev.reelstate.evaluation.agreement.ModelRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model or another person found, held against the truth on the frames that both examined.
 * Immutable and thread-safe.
 */
final class Comparison {

  private final List<Scene> scenes;

  private Comparison(List<Scene> scenes) {
    this.scenes = scenes;
  }

  static Comparison of(GroundTruth truth, GroundTruth found) {
    Map<Object, AnnotatedFrame> others = new HashMap<>();
    found.frames().forEach(frame -> others.put(Content.key(frame.frame()), frame));
    List<Scene> scenes = new ArrayList<>();
    for (AnnotatedFrame frame : truth.frames()) {
      AnnotatedFrame other = others.get(Content.key(frame.frame()));
      if (other != null) {
        scenes.add(new Scene(
            frame.frame(),
            frame.annotations(),
            other.annotations().stream().map(Comparison::detection).toList()));
      }
    }
    return new Comparison(List.copyOf(scenes));
  }

  private static Detection detection(Annotation one) {
    Double score = one.score();
    return new Detection(one.label(), one.box(), score == null ? 1 : score, one.track());
  }

  /** The frames that both examined, with what both have on them. */
  List<Scene> scenes() {
    return scenes;
  }

  /** Everything as one sequence. */
  Sequence sequence(String name) {
    return Sequence.of(name, scenes);
  }

  /** Where the truth may be wrong, the likeliest first. */
  List<LabelFault> faults(String source) {
    if (scenes.isEmpty()) {
      return List.of();
    }
    List<Sequence> sequences = List.of(sequence("video"));
    return LabelFaults.suggest(
        List.of(new ModelRun(
            source, sequences, Evaluation.detection(sequences, DetectionSettings.coco()))),
        0);
  }
}
