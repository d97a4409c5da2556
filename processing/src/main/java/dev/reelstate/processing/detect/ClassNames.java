package dev.reelstate.processing.detect;

import dev.reelstate.detection.DetectionSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The names of a model's classes: those of the specification, or those that Ultralytics' exports
 * contain as a dictionary in Python's notation. A class without a name is called after its number.
 *
 * @param names in the order of the outputs; empty if there are none
 */
record ClassNames(List<String> names) {

  private static final Pattern ENTRY =
      Pattern.compile("(\\d+)\\s*:\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\")");

  static ClassNames of(DetectionSpec spec, Map<String, String> metadata) {
    return new ClassNames(
        spec.classes().isEmpty() ? parse(metadata.getOrDefault("names", "")) : spec.classes());
  }

  /** The names of a dictionary whose keys are 0 and up, or none if it is not one. */
  private static List<String> parse(String dictionary) {
    TreeMap<Integer, String> names = new TreeMap<>();
    ENTRY.matcher(dictionary).results().forEach(entry -> put(names, entry));
    boolean complete = !names.isEmpty() && names.lastKey() == names.size() - 1;
    return complete ? List.copyOf(names.values()) : List.of();
  }

  private static void put(Map<Integer, String> names, MatchResult entry) {
    String text = entry.group(2) == null ? entry.group(3) : entry.group(2);
    String name = text.replaceAll("\\\\(.)", "$1");
    if (!name.isBlank() && entry.group(1).length() < 7) {
      names.put(Integer.parseInt(entry.group(1)), name);
    }
  }

  /** How many there are, or 0 if that is not known. */
  int count() {
    return names.size();
  }

  String name(int type) {
    return type < names.size() ? names.get(type) : "class-" + type;
  }
}
