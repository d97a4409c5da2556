package dev.reelstate.evaluation.detection;

import dev.reelstate.evaluation.DetectionSettings;
import dev.reelstate.evaluation.DetectionSettings.Protocol;
import dev.reelstate.evaluation.Figures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures over the rankings of all classes. Immutable and thread-safe.
 *
 * @param settings the parameters
 * @param rankings for each class, sorted, its ranking in each range of areas
 */
public record DetectionFigures(DetectionSettings settings, Map<String, List<Ranking>> rankings) {

  /** The figures of each class. */
  public Map<String, Figures> byClass(int[] times) {
    Map<String, Figures> figures = new TreeMap<>();
    rankings.keySet().forEach(label -> figures.put(label, ofClass(label, times)));
    return Collections.unmodifiableMap(figures);
  }

  /**
   * The figures of one class.
   *
   * @throws IllegalArgumentException if there is no such class
   */
  public Figures ofClass(String label, int[] times) {
    List<Ranking> each = rankings.get(label);
    if (each == null) {
      throw new IllegalArgumentException("There is no class \"" + label + "\".");
    }
    Summary summary = DetectionPlan.summary(settings);
    Map<String, Double> values = new LinkedHashMap<>();
    double[] averages = summary.of(each, times, new Curve());
    for (int i = 0; i < averages.length; i++) {
      values.put(summary.names().get(i), averages[i]);
    }
    return complete(values, counts(each, times));
  }

  /** The means over the classes that have a value, and the counts of all classes together. */
  public Figures overall(int[] times) {
    Summary summary = DetectionPlan.summary(settings);
    Curve scratch = new Curve();
    double[] sums = new double[summary.names().size()];
    int[] classes = new int[sums.length];
    Counts counts = Counts.NONE;
    for (List<Ranking> each : rankings.values()) {
      double[] averages = summary.of(each, times, scratch);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += Double.isNaN(averages[i]) ? 0 : averages[i];
        classes[i] += Double.isNaN(averages[i]) ? 0 : 1;
      }
      counts = counts.plus(counts(each, times));
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      String name = summary.names().get(i);
      values.put(settings.protocol() == Protocol.VOC ? "m" + name : name, sums[i] / classes[i]);
    }
    return complete(values, counts);
  }

  private Counts counts(List<Ranking> each, int[] times) {
    Ranking ranking = each.get(0);
    return Counts.of(ranking, ranking.verdicts(), settings.score(), times);
  }

  private static Figures complete(Map<String, Double> values, Counts counts) {
    values.put("precision", counts.precision());
    values.put("recall", counts.recall());
    values.put("F1", counts.f1());
    values.put("TP", counts.hits());
    values.put("FP", counts.alarms());
    values.put("FN", counts.missed());
    return new Figures(values);
  }
}
