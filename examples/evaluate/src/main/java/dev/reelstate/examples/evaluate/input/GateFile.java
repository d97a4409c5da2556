package dev.reelstate.examples.evaluate.input;

import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.evaluation.statistics.Gate;
import dev.reelstate.evaluation.statistics.GateRule;
import dev.reelstate.evaluation.statistics.GateRule.Check;
import dev.reelstate.evaluation.statistics.GateScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a gate from JSON; the README of the example shows one. */
public final class GateFile {

  private static final Set<String> CHECKS =
      Arrays.stream(Check.values()).map(Check::wireName).collect(Collectors.toUnmodifiableSet());

  private GateFile() {}

  /**
   * Reads a gate.
   *
   * @throws UnreadableException if the file cannot be read or is no gate
   */
  public static Gate read(Path file) throws UnreadableException {
    JsonPart gate = JsonPart.read(file);
    gate.requireKnown(Set.of("rules", "intervals"));
    List<GateRule> rules = new ArrayList<>();
    for (JsonPart rule : gate.elements("rules")) {
      rules.addAll(rules(rule));
    }
    BootstrapSettings intervals = intervals(gate.part("intervals"));
    return gate.checked(all -> new Gate(rules, intervals));
  }

  private static List<GateRule> rules(JsonPart rule) throws UnreadableException {
    Set<String> known = CHECKS.stream().collect(Collectors.toSet());
    known.addAll(Set.of("figure", "class", "slice"));
    rule.requireKnown(known);
    List<GateRule> rules = new ArrayList<>();
    for (Check check : Check.values()) {
      Optional<Double> limit = rule.number(check.wireName());
      if (limit.isPresent()) {
        String figure = check == Check.SUPPORT_AT_LEAST
            ? GateRule.SUPPORT
            : rule.text("figure").orElse("");
        GateScope scope = scope(rule);
        rules.add(rule.checked(part -> new GateRule(scope, figure, check, limit.get())));
      }
    }
    if (rules.isEmpty()) {
      throw rule.wrong(
          "a rule needs one of " + String.join(", ", CHECKS.stream().sorted().toList()));
    }
    return rules;
  }

  private static GateScope scope(JsonPart rule) throws UnreadableException {
    Optional<String> label = rule.text("class");
    Optional<String> slice = rule.text("slice");
    if (label.isPresent() && slice.isPresent()) {
      throw rule.wrong("a rule is about a class or a slice, not both");
    }
    Function<JsonPart, GateScope> scope = part -> label
        .map(GateScope::ofClass)
        .or(() -> slice.map(GateScope::slice))
        .orElse(GateScope.OVERALL);
    return rule.checked(scope);
  }

  private static @Nullable BootstrapSettings intervals(Optional<JsonPart> part)
      throws UnreadableException {
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
}
