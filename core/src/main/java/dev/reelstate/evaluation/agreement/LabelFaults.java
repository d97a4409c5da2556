package dev.reelstate.evaluation.agreement;

import static java.util.Comparator.comparingDouble;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.evaluation.Scene;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Suggests where the truth may be wrong, from where models disagree with it:
 *
 * <ul>
 *   <li>a detection on the background, by the share of detections of that class, with that score or
 *       more, that are right;
 *   <li>a detection of another class on an object that the model did not find otherwise, likewise;
 *   <li>an object where none of two or more models reports anything, by how many objects of the
 *       class they find elsewhere.
 * </ul>
 *
 * <p>What several models report is one suggestion, and stronger than each: 1 less the product of
 * their doubts. The three kinds are those of Tkachenko, Thyagarajan and Mueller, "ObjectLab:
 * Automated Diagnosis of Mislabeled Images in Object Detection Data", 2023; that a model's own
 * precision says how far to trust it comes from Northcutt, Jiang and Chuang, "Confident Learning:
 * Estimating Uncertainty in Dataset Labels", 2021. It needs scores on no particular scale.
 */
public final class LabelFaults {

  private static final Comparator<LabelFault> STRONGEST_FIRST = comparingDouble(
          LabelFault::strength)
      .reversed()
      .thenComparingInt(LabelFault::sequence)
      .thenComparingInt(LabelFault::scene)
      .thenComparing(LabelFault::kind)
      .thenComparing(LabelFault::label);

  private LabelFaults() {}

  /**
   * The suggestions, the strongest first.
   *
   * @param runs one or more models, scored against the same truth
   * @param leastStrength what suggestions have at least, from 0 to 1; 0.9, say
   * @throws IllegalArgumentException if there is no run, two have the same model, or their truths
   *     differ
   */
  public static List<LabelFault> suggest(List<ModelRun> runs, double leastStrength) {
    requireSameTruth(runs);
    List<String> models = runs.stream().map(ModelRun::model).toList();
    Map<Object, List<Suspicion>> places = new LinkedHashMap<>();
    runs.stream()
        .flatMap(run -> Doubt.of(run).stream())
        .sorted(comparingDouble(Doubt::strength).reversed())
        .forEach(doubt -> Suspicion.add(
            places.computeIfAbsent(
                List.of(doubt.kind(), doubt.sequence(), doubt.scene()), key -> new ArrayList<>()),
            doubt));
    return places.values().stream()
        .flatMap(List::stream)
        .filter(suspicion -> !suspicion.isUnseen() || suspicion.isSharedBy(models))
        .map(suspicion -> suspicion.fault(models))
        .filter(fault -> fault.strength() >= leastStrength)
        .sorted(STRONGEST_FIRST)
        .toList();
  }

  private static void requireSameTruth(List<ModelRun> runs) {
    if (runs.isEmpty() || runs.stream().map(ModelRun::model).distinct().count() < runs.size()) {
      throw new IllegalArgumentException("There must be one or more runs of different models.");
    }
    List<List<List<Annotation>>> truth = truth(runs.get(0));
    for (ModelRun run : runs) {
      if (!truth(run).equals(truth)
          || !run.scored().sequences().equals(runs.get(0).scored().sequences())) {
        throw new IllegalArgumentException("\"" + runs.get(0).model() + "\" and \"" + run.model()
            + "\" were scored against different truths.");
      }
    }
  }

  private static List<List<List<Annotation>>> truth(ModelRun run) {
    return run.sequences().stream()
        .map(sequence -> sequence.scenes().stream().map(Scene::truth).toList())
        .toList();
  }
}
