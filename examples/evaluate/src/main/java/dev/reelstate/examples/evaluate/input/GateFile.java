package dev.reelstate.examples.evaluate.input;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.Slice;
import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.evaluation.statistics.Gate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A gate in JSON; the README of the example shows one. */
public final class GateFile {

  private final JsonPart file;
  private final List<PlacedRule> rules;
  private final Map<String, Slice> slices;
  private final Gate gate;

  private GateFile(JsonPart file, List<PlacedRule> rules, Map<String, Slice> slices, Gate gate) {
    this.file = file;
    this.rules = rules;
    this.slices = slices;
    this.gate = gate;
  }

  /**
   * Reads a gate.
   *
   * @throws UnusableException if the file cannot be read or is no gate
   */
  public static GateFile read(Path file) throws UnusableException {
    JsonPart json = JsonPart.read(file);
    json.requireKnown(Set.of("rules", "slices", "intervals"));
    Optional<JsonPart> queries = json.part("slices");
    Map<String, Slice> slices = queries.isPresent() ? SliceQuery.all(queries.get()) : Map.of();
    List<PlacedRule> rules = new ArrayList<>();
    for (JsonPart rule : json.elements("rules")) {
      rules.addAll(RuleReader.read(rule));
    }
    for (PlacedRule rule : rules) {
      rule.requireSlice(slices.keySet());
    }
    BootstrapSettings intervals = intervals(json.part("intervals"));
    Gate gate =
        json.checked(all -> new Gate(rules.stream().map(PlacedRule::rule).toList(), intervals));
    return new GateFile(json, rules, slices, gate);
  }

  private static @Nullable BootstrapSettings intervals(Optional<JsonPart> part)
      throws UnusableException {
    if (part.isEmpty()) {
      return null;
    }
    JsonPart given = part.get();
    given.requireKnown(Set.of("confidence", "samples", "seed"));
    BootstrapSettings standard = BootstrapSettings.standard();
    double confidence = given.number("confidence").orElse(standard.confidence());
    int samples =
        (int) Math.min(given.whole("samples").orElse((long) standard.samples()), Integer.MAX_VALUE);
    long seed = given.whole("seed").orElse(standard.seed());
    return given.checked(settings -> new BootstrapSettings(seed, samples, confidence));
  }

  /** The rules. */
  public Gate gate() {
    return gate;
  }

  /** What the slices ask for, by name. */
  public Map<String, Slice> slices() {
    return slices;
  }

  /**
   * Checks that a run can meet or break every rule.
   *
   * @param declared the classes that the truth declares, with or without objects
   * @throws UnusableException if there is no such class or figure, or a limit is out of its range
   */
  public void check(Scored run, Set<String> declared) throws UnusableException {
    Set<String> classes = new HashSet<>(declared);
    classes.addAll(run.byClass().keySet());
    for (PlacedRule rule : rules) {
      rule.check(run, classes);
    }
    for (Map.Entry<String, Slice> slice : slices.entrySet()) {
      if (!classes.containsAll(slice.getValue().classes())) {
        throw file.wrong(
            "neither truth nor detections have the class of the slice \"" + slice.getKey() + "\"");
      }
    }
  }
}
