package dev.reelstate.examples.evaluate.input;

import dev.reelstate.evaluation.statistics.GateRule;
import dev.reelstate.evaluation.statistics.GateRule.Check;
import dev.reelstate.evaluation.statistics.GateScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a rule of a gate, which may check several things. */
final class RuleReader {

  private static final Set<String> CHECKS = Arrays.stream(Check.values())
      .map(Check::wireName)
      .collect(Collectors.toCollection(TreeSet::new));

  private RuleReader() {}

  static List<PlacedRule> read(JsonPart rule) throws UnusableException {
    Set<String> known = new TreeSet<>(CHECKS);
    known.addAll(Set.of("figure", "class", "slice"));
    rule.requireKnown(known);
    GateScope scope = scope(rule);
    List<PlacedRule> rules = new ArrayList<>();
    for (Check check : Check.values()) {
      Optional<Double> limit = rule.number(check.wireName());
      if (limit.isPresent()) {
        String figure = check == Check.SUPPORT_AT_LEAST
            ? GateRule.SUPPORT
            : rule.text("figure").orElse("");
        rules.add(new PlacedRule(
            rule, rule.checked(part -> new GateRule(scope, figure, check, limit.get()))));
      }
    }
    requireCheck(rule, rules);
    return rules;
  }

  private static void requireCheck(JsonPart rule, List<PlacedRule> rules) throws UnusableException {
    if (rules.isEmpty()) {
      throw rule.wrong("a rule needs one of " + String.join(", ", CHECKS));
    }
    boolean aboutFigure =
        rules.stream().anyMatch(one -> !one.rule().figure().equals(GateRule.SUPPORT));
    if (rule.text("figure").isPresent() && !aboutFigure) {
      throw rule.wrong(
          "nothing is required of the \"figure\"; \"support_at_least\" counts objects");
    }
  }

  private static GateScope scope(JsonPart rule) throws UnusableException {
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
}
