package dev.reelstate.evaluation.detection;

import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.Slice;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found on each scene and the ranked detections of each class, from which everything else
 * is calculated. Immutable and thread-safe once it is filled.
 */
public final class DetectionTable {

  private final DetectionSettings settings;
  private final Plan plan;
  private final Map<String, Marks> marks = new HashMap<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();

  private DetectionTable(List<Sequence> sequences, DetectionSettings settings, Slice slice) {
    this.settings = settings;
    this.plan = DetectionPlan.of(settings, slice);
    for (int sequence = 0; sequence < sequences.size(); sequence++) {
      List<Scene> scenes = sequences.get(sequence).scenes();
      for (int scene = 0; scene < scenes.size(); scene++) {
        add(sequence, scene, scenes.get(scene));
      }
    }
  }

  /** Matches scene by scene, and ranks the detections of each class. */
  public static DetectionTable of(
      List<Sequence> sequences, DetectionSettings settings, Slice slice) {
    return new DetectionTable(sequences, settings, slice);
  }

  /** The figures over the rankings of all classes. */
  public DetectionFigures figures() {
    return new DetectionFigures(settings, rankings());
  }

  /** The verdicts, by sequence, scene and position. */
  public List<LedgerEntry> ledger() {
    return List.copyOf(ledger);
  }

  private void add(int sequence, int number, Scene scene) {
    Map<String, Matching> matched = match(scene);
    matched.forEach((label, matching) ->
        marks.computeIfAbsent(label, unused -> new Marks()).add(sequence, matching));
    ledger.addAll(
        new SceneLedger(plan, settings.score(), scene, matched).entries(sequence, number));
  }

  private Map<String, Matching> match(Scene scene) {
    Map<String, List<Target>> targets = new LinkedHashMap<>();
    for (int index = 0; index < scene.truth().size(); index++) {
      targets
          .computeIfAbsent(scene.truth().get(index).label(), unused -> new ArrayList<>())
          .add(DetectionPlan.target(index, scene.truth().get(index), settings.protocol()));
    }
    Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
    for (int index = 0; index < scene.detections().size(); index++) {
      Detection one = scene.detections().get(index);
      candidates
          .computeIfAbsent(one.label(), unused -> new ArrayList<>())
          .add(new Candidate(index, one.box(), one.score() + 0.0));
    }
    candidates.keySet().forEach(label -> targets.putIfAbsent(label, List.of()));
    Map<String, Matching> matched = new LinkedHashMap<>();
    targets.forEach((label, objects) -> {
      Group group = Group.of(objects, candidates.getOrDefault(label, List.of()), plan);
      matched.put(label, Matching.of(group, plan));
    });
    return matched;
  }

  private Map<String, List<Ranking>> rankings() {
    Map<String, List<Ranking>> rankings = new TreeMap<>();
    marks.forEach((label, each) -> rankings.put(label, each.rankings(plan)));
    return rankings;
  }
}
