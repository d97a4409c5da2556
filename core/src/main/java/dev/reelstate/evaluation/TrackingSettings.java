package dev.reelstate.evaluation;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How tracks are scored. Immutable and thread-safe.
 *
 * @param pooling how the figures over all classes come about
 * @param classes the classes that are scored; empty means all. Objects of other classes only take
 *     part in deciding which detections lie on ignored objects
 * @param overlap the smallest intersection over union of a hit for CLEAR and identity, above 0 and
 *     at most 1; HOTA has thresholds of its own
 */
public record TrackingSettings(Pooling pooling, Set<String> classes, double overlap) {

  /** How the figures over all classes come about. */
  public enum Pooling {
    /** Each class is scored separately, and the counts are summed. */
    DETECTIONS("cls_comb_det_av"),
    /**
     * Each class is scored separately; counts are summed, and every other figure is the mean over
     * the classes.
     */
    CLASSES("cls_comb_cls_av"),
    /** Classes are not told apart: a detection may lie on an object of any class. */
    AGNOSTIC("class_agnostic");

    private final String parameter;

    Pooling(String parameter) {
      this.parameter = parameter;
    }

    /** Its name among the parameters of a result: TrackEval's name, if it has one. */
    public String parameter() {
      return parameter;
    }
  }

  /**
   * Checks the overlap.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public TrackingSettings {
    Objects.requireNonNull(pooling, "pooling");
    classes = Set.copyOf(classes);
    if (!(overlap > 0 && overlap <= 1)) {
      throw new IllegalArgumentException(
          "An overlap must be above 0 and at most 1, but is " + overlap + ".");
    }
  }

  /** What TrackEval does: all classes, their counts summed, hits from an overlap of 0.5. */
  public static TrackingSettings trackEval() {
    return new TrackingSettings(Pooling.DETECTIONS, Set.of(), 0.5);
  }

  /** A copy that pools classes differently. */
  public TrackingSettings withPooling(Pooling newPooling) {
    return new TrackingSettings(newPooling, classes, overlap);
  }

  /** A copy that scores only these classes; none means all. */
  public TrackingSettings withClasses(Set<String> newClasses) {
    return new TrackingSettings(pooling, newClasses, overlap);
  }

  /** A copy with another smallest overlap of a hit, above 0 and at most 1. */
  public TrackingSettings withOverlap(double newOverlap) {
    return new TrackingSettings(pooling, classes, newOverlap);
  }

  /** The parameters by name, sorted. */
  SortedMap<String, String> parameters() {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put(
        "classes", classes.isEmpty() ? "all" : String.join(", ", new TreeSet<>(classes)));
    parameters.put("hotaThresholds", "0.05:0.05:0.95");
    parameters.put("ignoredOverlap", "0.5");
    parameters.put("overlap", Double.toString(overlap));
    parameters.put("pooling", pooling.parameter());
    return Collections.unmodifiableSortedMap(parameters);
  }
}
