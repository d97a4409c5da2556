package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.statistics.Gate;
import dev.reelstate.evaluation.statistics.GateRule;
import dev.reelstate.evaluation.statistics.GateRule.Check;
import dev.reelstate.evaluation.statistics.GateScope;
import dev.reelstate.examples.dashboard.view.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a run shall meet, as clients write them.
 *
 * @param intervals whether the whole range of a figure has to be within the limit, rather than the
 *     figure
 * @param baseline the run that drops and rises are measured from, or null
 */
@Wire
record GateWish(
    List<Rule> rules, boolean intervals, @Nullable String baseline) {

  private static final int MOST_RULES = 50;

  /**
   * One rule.
   *
   * @param scope what it is about: {@code overall}, {@code class} or {@code slice}
   * @param name the class or slice, empty for everything
   * @param figure the figure, {@code support} for the number of objects
   */
  @Wire
  record Rule(String scope, String name, String figure, String check, double limit) {

    Rule {
      Bodies.require("scope", scope);
      Bodies.require("name", name);
      Bodies.require("figure", figure);
      Bodies.require("check", check);
    }

    static Rule of(GateRule rule) {
      GateScope scope = rule.scope();
      return new Rule(
          scope.kind().wireName(),
          scope.name(),
          rule.figure(),
          rule.check().wireName(),
          rule.limit());
    }

    private GateRule rule() {
      GateScope about = new GateScope(GateScope.Kind.parse(scope), name);
      return new GateRule(about, figure, Check.parse(check), limit);
    }
  }

  GateWish {
    Bodies.require("rules", rules);
    rules = List.copyOf(rules);
  }

  /** Whether a rule compares with another run. */
  boolean isRelative() {
    return rules.stream()
        .map(Rule::check)
        .anyMatch(check -> check.equals(Check.DROP_AT_MOST.wireName())
            || check.equals(Check.RISE_AT_MOST.wireName()));
  }

  /** Whether a rule is about a slice. */
  boolean hasSlices() {
    return rules.stream().anyMatch(rule -> rule.scope().equals(GateScope.Kind.SLICE.wireName()));
  }

  /** The gate, which judges by the figures. */
  Gate gate() {
    if (rules.isEmpty() || rules.size() > MOST_RULES) {
      throw RunException.invalid("A gate has 1 to " + MOST_RULES + " rules.");
    }
    try {
      return new Gate(rules.stream().map(Rule::rule).toList(), null);
    } catch (IllegalArgumentException e) {
      throw RunException.invalid("A rule of the gate is not valid: " + e.getMessage());
    }
  }
}
