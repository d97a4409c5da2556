package dev.reelstate.evaluation.agreement;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.agreement.LabelFault.Kind;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one model holds against the truth in one place.
 *
 * @param strength how often the model is right in such a case, from 0 to 1
 */
record Doubt(
    Kind kind,
    int sequence,
    int scene,
    @Nullable Integer truth,
    String label,
    Box box,
    double strength,
    String model) {

  /** Everything that a model holds against the truth. */
  static List<Doubt> of(ModelRun run) {
    Reliability reliability = new Reliability(run);
    Set<Place> found = new HashSet<>();
    Set<Place> touched = new HashSet<>();
    for (LedgerEntry entry : run.scored().ledger()) {
      Integer partner = entry.partner();
      if (!entry.detection() && entry.verdict() == Verdict.HIT) {
        found.add(new Place(entry.sequence(), entry.scene(), entry.index()));
      } else if (entry.detection() && partner != null) {
        touched.add(new Place(entry.sequence(), entry.scene(), partner));
      }
    }
    List<Doubt> doubts = new ArrayList<>();
    for (LedgerEntry entry : run.scored().ledger()) {
      Doubt doubt = entry.detection()
          ? ofDetection(run, entry, reliability, found)
          : ofTruth(run, entry, reliability, touched);
      if (doubt != null) {
        doubts.add(doubt);
      }
    }
    return doubts;
  }

  private static @Nullable Doubt ofDetection(
      ModelRun run, LedgerEntry entry, Reliability reliability, Set<Place> found) {
    Integer partner = entry.partner();
    boolean missing = entry.verdict() == Verdict.BACKGROUND;
    boolean wrong = entry.verdict() == Verdict.WRONG_CLASS
        && partner != null
        && !found.contains(new Place(entry.sequence(), entry.scene(), partner));
    if (!missing && !wrong) {
      return null;
    }
    Detection detection = scene(run, entry).detections().get(entry.index());
    return new Doubt(
        missing ? Kind.MISSING_LABEL : Kind.WRONG_CLASS,
        entry.sequence(),
        entry.scene(),
        missing ? null : partner,
        detection.label(),
        detection.box(),
        reliability.precision(detection.label(), detection.score()),
        run.model());
  }

  private static @Nullable Doubt ofTruth(
      ModelRun run, LedgerEntry entry, Reliability reliability, Set<Place> touched) {
    if (entry.verdict() != Verdict.MISSED
        || touched.contains(new Place(entry.sequence(), entry.scene(), entry.index()))) {
      return null;
    }
    Annotation annotation = scene(run, entry).truth().get(entry.index());
    return new Doubt(
        Kind.UNSEEN,
        entry.sequence(),
        entry.scene(),
        entry.index(),
        annotation.label(),
        annotation.box(),
        reliability.recall(annotation.label()),
        run.model());
  }

  private static Scene scene(ModelRun run, LedgerEntry entry) {
    return run.sequences().get(entry.sequence()).scenes().get(entry.scene());
  }

  /** An annotation, by the positions of its sequence, of its scene and of its own. */
  private record Place(int sequence, int scene, int index) {}
}
