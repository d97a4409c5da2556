package dev.reelstate.processing.detect;

import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of a specification, read by the detector that it names. Immutable and thread-safe.
 */
final class Settings {

  private final String detector;
  private final Map<String, String> values;

  private Settings(String detector, Map<String, String> values) {
    this.detector = detector;
    this.values = values;
  }

  /**
   * Reads a specification.
   *
   * @param known the names of all settings that the detector has
   * @throws IllegalArgumentException if the specification is for another detector, or has another
   *     setting
   */
  static Settings of(Detector detector, DetectionSpec spec, Set<String> known) {
    if (!spec.detector().equals(detector.name())) {
      throw new IllegalArgumentException(
          "This is the detector " + detector.name() + ", not " + spec.detector() + ".");
    }
    Set<String> unknown = new TreeSet<>(spec.settings().keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      String all = known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known));
      throw new IllegalArgumentException("The detector " + detector.name() + " has no setting "
          + String.join(", ", unknown) + "; it has " + all + ".");
    }
    return new Settings(detector.name(), spec.settings());
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException if the value is not a number in the range
   */
  double number(String name, double otherwise, double min, double max) {
    String text = values.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      double value = Double.parseDouble(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw refused(name, text, "a number from " + min + " to " + max);
    }
    throw refused(name, text, "a number from " + min + " to " + max);
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if the value is not a whole number in the range
   */
  int count(String name, int otherwise, int min, int max) {
    double value = number(name, otherwise, min, max);
    if (value != Math.rint(value)) {
      throw refused(name, String.valueOf(value), "a whole number from " + min + " to " + max);
    }
    return (int) value;
  }

  /**
   * One of several words.
   *
   * @throws IllegalArgumentException if the value is none of them
   */
  String word(String name, String otherwise, List<String> words) {
    String value = values.getOrDefault(name, otherwise);
    if (!words.contains(value)) {
      throw refused(name, value, "one of " + String.join(", ", words));
    }
    return value;
  }

  private IllegalArgumentException refused(String name, String value, String expected) {
    return new IllegalArgumentException("The setting " + name + " of the detector " + detector
        + " is " + expected + ", not \"" + value + "\".");
  }
}
