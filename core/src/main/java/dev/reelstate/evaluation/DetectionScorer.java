package dev.reelstate.evaluation;

import dev.reelstate.evaluation.detection.Candidate;
import dev.reelstate.evaluation.detection.Group;
import dev.reelstate.evaluation.detection.Marks;
import dev.reelstate.evaluation.detection.Matching;
import dev.reelstate.evaluation.detection.Plan;
import dev.reelstate.evaluation.detection.Ranking;
import dev.reelstate.evaluation.detection.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Matches scene by scene, and ranks the detections of each class. Used once, by one thread. */
final class DetectionScorer {

  private final DetectionSettings settings;
  private final Plan plan;
  private final Map<String, String> parameters;
  private final Map<String, Marks> marks = new HashMap<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();

  DetectionScorer(DetectionSettings settings, Slice slice) {
    this.settings = settings;
    this.plan = DetectionPlan.of(settings, slice);
    this.parameters = slice.describe(settings.parameters());
  }

  DetectionScore score(List<Sequence> sequences) {
    for (int sequence = 0; sequence < sequences.size(); sequence++) {
      List<Scene> scenes = sequences.get(sequence).scenes();
      for (int scene = 0; scene < scenes.size(); scene++) {
        add(sequence, scene, scenes.get(scene));
      }
    }
    return new DetectionScore(
        parameters,
        sequences.stream().map(Sequence::name).toList(),
        new DetectionFigures(settings, rankings()),
        ledger);
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
