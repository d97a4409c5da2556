package dev.reelstate.evaluation.tracking;

import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.TrackingSettings;
import dev.reelstate.evaluation.TrackingSettings.Pooling;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Scores one sequence: class by class, or all classes as one. */
final class SequenceScorer {

  /** What all classes are called if they are not told apart. */
  static final String ANY_CLASS = "";

  private final Sequence sequence;
  private final TrackingSettings settings;
  private final List<SceneVerdicts> verdicts;

  SequenceScorer(Sequence sequence, TrackingSettings settings) {
    this.sequence = sequence;
    this.settings = settings;
    this.verdicts = sequence.scenes().stream()
        .map(scene -> new SceneVerdicts(scene, settings))
        .toList();
  }

  /** The counts of each class that has any object or detection. */
  Map<String, TrackingCounts> score() {
    Map<String, ClassTracks> classes = new HashMap<>();
    for (int position = 0; position < verdicts.size(); position++) {
      divide(position, classes);
    }
    Map<String, TrackingCounts> counts = new HashMap<>();
    classes.forEach((label, tracks) -> counts.put(label, score(tracks.sequence())));
    return counts;
  }

  private void divide(int position, Map<String, ClassTracks> classes) {
    SceneVerdicts scored = verdicts.get(position);
    Scene scene = scored.scene();
    Map<String, List<Integer>> truth = byClass(
        scene.truth().size(), scored::countsObject, i -> scene.truth().get(i).label());
    Map<String, List<Integer>> detections = byClass(
        scene.detections().size(),
        scored::countsDetection,
        i -> scene.detections().get(i).label());
    List<String> labels = new ArrayList<>(truth.keySet());
    detections.keySet().stream().filter(label -> !truth.containsKey(label)).forEach(labels::add);
    for (String label : labels) {
      classes
          .computeIfAbsent(label, first -> new ClassTracks(sequence.name()))
          .add(position, scene, positions(truth, label), positions(detections, label));
    }
  }

  private Map<String, List<Integer>> byClass(
      int size, IntPredicate counts, IntFunction<String> label) {
    boolean agnostic = settings.pooling() == Pooling.AGNOSTIC;
    return IntStream.range(0, size)
        .filter(counts)
        .boxed()
        .collect(Collectors.groupingBy(i -> agnostic ? ANY_CLASS : label.apply(i)));
  }

  private static int[] positions(Map<String, List<Integer>> byClass, String label) {
    return byClass.getOrDefault(label, List.of()).stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private TrackingCounts score(TrackedSequence tracked) {
    TrackingCounts counts = new TrackingCounts();
    Clear clear = new Clear(tracked, settings.overlap(), counts);
    for (TrackedScene scene : tracked.scenes()) {
      note(scene, clear.score(scene));
    }
    clear.finish();
    TrackPairs tracks = new TrackPairs(tracked);
    Identity.score(tracked, tracks, settings.overlap(), counts);
    Hota.score(tracked, tracks, counts);
    return counts;
  }

  private void note(TrackedScene scene, int[] hitOf) {
    SceneVerdicts notes = verdicts.get(scene.position());
    for (int pair : hitOf) {
      if (pair >= 0) {
        notes.hit(
            scene.truth()[scene.overlaps().row(pair)],
            scene.detections()[scene.overlaps().column(pair)],
            scene.overlaps().value(pair));
      }
    }
  }

  /** Adds the verdict on every object and every detection to a ledger. */
  void write(int number, List<LedgerEntry> ledger) {
    for (int position = 0; position < verdicts.size(); position++) {
      verdicts.get(position).write(number, position, ledger);
    }
  }
}
