package dev.reelstate.detection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to detect, and how: everything that an outcome depends on besides the pictures and the
 * library. Immutable and thread-safe.
 *
 * @param detector the {@linkplain Detector#name() name} of the detector; not blank
 * @param settings the detector's own settings by name, as its documentation lists them; those left
 *     out have its defaults
 * @param model the file to run, or null for a detector that needs none
 * @param classes the names of the model's classes in the order of its outputs; empty if the
 *     detector or the model knows them
 * @param labels which classes to report and under which label, by the name of the class; empty for
 *     all of them, under their own names
 * @param minScore detections with a lower score are left out, from 0 to 1; null for the detector's
 *     default
 * @param maxOverlap of two detections of one class whose intersection over union is higher, only
 *     the one with the higher score is reported; from 0 to 1, or null for the detector's default
 */
public record DetectionSpec(
    String detector,
    Map<String, String> settings,
    @Nullable DetectorModel model,
    List<String> classes,
    Map<String, String> labels,
    @Nullable Double minScore,
    @Nullable Double maxOverlap) {

  /**
   * Copies the collections and checks names and ranges.
   *
   * @throws IllegalArgumentException if a name is blank, two classes have the same name, or a
   *     threshold is out of range
   */
  public DetectionSpec {
    settings = Map.copyOf(settings);
    classes = List.copyOf(classes);
    labels = Map.copyOf(labels);
    requireNames(List.of(detector), "A detection needs the name of its detector.");
    requireNames(settings.keySet(), "A setting of a detector needs a name.");
    requireNames(classes, "A class of a model needs a name.");
    requireNames(labels.values(), "A class can only be reported under a label that is not blank.");
    if (new HashSet<>(classes).size() < classes.size()) {
      throw new IllegalArgumentException("Two classes of a model have the same name.");
    }
    minScore = checked(minScore, "The lowest score");
    maxOverlap = checked(maxOverlap, "The highest overlap");
  }

  /** A detector with its defaults. */
  public static DetectionSpec of(String detector) {
    return new DetectionSpec(detector, Map.of(), null, List.of(), Map.of(), null, null);
  }

  /** A copy with one more setting, or another value of it. */
  public DetectionSpec withSetting(String name, String value) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put(name, value);
    return new DetectionSpec(detector, all, model, classes, labels, minScore, maxOverlap);
  }

  /** A copy with another model. */
  public DetectionSpec withModel(DetectorModel newModel) {
    return new DetectionSpec(detector, settings, newModel, classes, labels, minScore, maxOverlap);
  }

  /** A copy with the names of the model's classes. */
  public DetectionSpec withClasses(List<String> newClasses) {
    return new DetectionSpec(detector, settings, model, newClasses, labels, minScore, maxOverlap);
  }

  /** A copy that reports only these classes, by class, under these labels. */
  public DetectionSpec withLabels(Map<String, String> newLabels) {
    return new DetectionSpec(detector, settings, model, classes, newLabels, minScore, maxOverlap);
  }

  /** A copy that leaves out what has a lower score, from 0 to 1. */
  public DetectionSpec withMinScore(double newMinScore) {
    return new DetectionSpec(detector, settings, model, classes, labels, newMinScore, maxOverlap);
  }

  /** A copy that leaves out what overlaps more, by intersection over union, from 0 to 1. */
  public DetectionSpec withMaxOverlap(double newMaxOverlap) {
    return new DetectionSpec(detector, settings, model, classes, labels, minScore, newMaxOverlap);
  }

  /**
   * The SHA-256, in lower-case hexadecimal digits, of everything here but the model's place: the
   * same for equal specifications, in every process and release.
   */
  public String settingsHash() {
    StringBuilder text = new StringBuilder();
    append(text, detector);
    append(text, model == null ? "" : model.sha256());
    append(text, settings);
    text.append(classes.size()).append(';');
    classes.forEach(name -> append(text, name));
    append(text, labels);
    append(text, String.valueOf(minScore));
    append(text, String.valueOf(maxOverlap));
    byte[] digest = DetectorModel.newDigest().digest(text.toString().getBytes(UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private static void append(StringBuilder text, Map<String, String> map) {
    text.append(map.size()).append(';');
    new TreeMap<>(map).forEach((name, value) -> {
      append(text, name);
      append(text, value);
    });
  }

  /** With its length before it, so that no two sequences of texts are written alike. */
  private static void append(StringBuilder text, String value) {
    text.append(value.length()).append(':').append(value);
  }

  private static void requireNames(Iterable<String> names, String message) {
    for (String name : names) {
      if (name.isBlank()) {
        throw new IllegalArgumentException(message);
      }
    }
  }

  private static @Nullable Double checked(@Nullable Double threshold, String name) {
    if (threshold == null) {
      return null;
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1, not " + threshold + ".");
    }
    return threshold + 0.0;
  }
}
