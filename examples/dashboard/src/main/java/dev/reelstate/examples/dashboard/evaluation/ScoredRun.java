package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.DetectionScore;
import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.Evaluation;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.Slice;
import dev.reelstate.evaluation.agreement.LabelFault;
import dev.reelstate.evaluation.agreement.LabelFaults;
import dev.reelstate.evaluation.agreement.ModelRun;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.run.RunPart;
import dev.reelstate.evaluation.run.RunPart.Range;
import dev.reelstate.evaluation.statistics.Bootstrap;
import dev.reelstate.evaluation.statistics.GatePart;
import dev.reelstate.evaluation.statistics.GateRun;
import dev.reelstate.evaluation.statistics.GateScope;
import dev.reelstate.evaluation.statistics.Interval;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run with everything that it is too much to keep: the boxes of every frame and the verdict on
 * each of them. Thread-safe.
 */
final class ScoredRun {

  private final DetectionSettings settings;
  private final List<Sequence> sequences;
  private final DetectionScore scored;
  private final Drawing drawing;
  private final Scored drawn;
  private final Map<LedgerEntry, Double> doubts;
  private @Nullable Map<String, RunPart> slices;

  private ScoredRun(DetectionSettings settings, List<Sequence> sequences) {
    this.settings = settings;
    this.sequences = sequences;
    this.scored = Evaluation.detection(sequences, settings);
    this.drawing = Drawing.of(sequences);
    this.drawn = drawing.pieces() ? drawing.score(settings, Slice.everything()) : scored;
    this.doubts = doubts(sequences, scored);
  }

  static ScoredRun of(DetectionSettings settings, List<Sequence> sequences) {
    return new ScoredRun(settings, List.copyOf(sequences));
  }

  List<Sequence> sequences() {
    return sequences;
  }

  DetectionScore scored() {
    return scored;
  }

  /** The score from which ranges and differences are drawn. */
  Scored drawn() {
    return drawn;
  }

  /** Whether ranges speak of other scenes of these videos, rather than of other videos. */
  boolean drawsPieces() {
    return drawing.pieces();
  }

  Scene scene(LedgerEntry entry) {
    return sequences.get(entry.sequence()).scenes().get(entry.scene());
  }

  /** The number of the first entry of a scene, or of those after it. */
  int first(int sequence, int scene) {
    List<LedgerEntry> ledger = scored.ledger();
    int low = 0;
    int high = ledger.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      LedgerEntry entry = ledger.get(middle);
      boolean before =
          entry.sequence() < sequence || (entry.sequence() == sequence && entry.scene() < scene);
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How likely it is that the truth is at fault, by the model's own precision; null if unknown. */
  @Nullable
  Double doubt(LedgerEntry entry) {
    return doubts.get(entry);
  }

  /** The ranges of everything. */
  Map<String, Range> ranges() {
    return ranges(drawn);
  }

  /** The ranges of a class. */
  Map<String, Range> ranges(String label) {
    return ranges(drawn.ofClass(label));
  }

  private static Map<String, Range> ranges(Scored part) {
    Map<String, Range> ranges = new HashMap<>();
    Bootstrap.intervals(part, Drawing.settings(part)).forEach((figure, interval) -> {
      Range range = range(interval);
      if (range != null) {
        ranges.put(figure, range);
      }
    });
    return ranges;
  }

  static @Nullable Range range(@Nullable Interval interval) {
    if (interval == null || interval.low() == null || interval.high() == null) {
      return null;
    }
    return new Range(interval.low(), interval.high(), interval.settings().confidence());
  }

  /** The slices that have something to find, by name. */
  synchronized Map<String, RunPart> slices() {
    if (slices == null) {
      Map<String, RunPart> parts = new LinkedHashMap<>();
      Slices.of(sequences).forEach((name, slice) -> {
        Scored part = drawing.score(settings, slice);
        if (part.support() > 0) {
          parts.put(name, new RunPart(part.figures(), part.support(), ranges(part)));
        }
      });
      slices = parts;
    }
    return slices;
  }

  /** What a gate has to know. */
  GateRun forGate(boolean withSlices) {
    GateRun run = GateRun.of(drawn);
    if (withSlices) {
      for (Map.Entry<String, Slice> slice : Slices.of(sequences).entrySet()) {
        Scored part = drawing.score(settings, slice.getValue());
        if (!part.sequences().isEmpty()) {
          run = run.with(GateScope.slice(slice.getKey()), GatePart.of(part));
        }
      }
    }
    return run;
  }

  private static Map<LedgerEntry, Double> doubts(List<Sequence> sequences, DetectionScore scored) {
    Map<List<Object>, Double> places = new HashMap<>();
    ModelRun run = new ModelRun("model", sequences, scored);
    for (LabelFault fault : LabelFaults.suggest(List.of(run), 0)) {
      places.merge(
          List.of(fault.sequence(), fault.scene(), fault.label(), fault.box()),
          fault.strength(),
          Math::max);
    }
    Map<LedgerEntry, Double> doubts = new HashMap<>();
    for (LedgerEntry entry : scored.ledger()) {
      if (entry.detection()) {
        Scene scene = sequences.get(entry.sequence()).scenes().get(entry.scene());
        Double strength = places.get(List.of(
            entry.sequence(),
            entry.scene(),
            entry.label(),
            scene.detections().get(entry.index()).box()));
        if (strength != null) {
          doubts.put(entry, strength);
        }
      }
    }
    return doubts;
  }
}
