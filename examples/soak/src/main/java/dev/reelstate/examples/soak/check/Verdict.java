package dev.reelstate.examples.soak.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The number of checks per rule, and the violations. Not thread-safe. */
public final class Verdict {

  /** One violation of a rule. */
  record Violation(Rule rule, String detail) {}

  private final Map<Rule, Integer> checked = new EnumMap<>(Rule.class);
  private final List<Violation> violations = new ArrayList<>();

  /** Records whether a rule holds in one case. */
  public void check(Rule rule, boolean holds, Supplier<String> detail) {
    checked.merge(rule, 1, Integer::sum);
    if (!holds) {
      violations.add(new Violation(rule, detail.get()));
    }
  }

  public Map<Rule, Integer> checked() {
    return checked;
  }

  public List<Violation> violations() {
    return violations;
  }

  public long violations(Rule rule) {
    return violations.stream().filter(violation -> violation.rule() == rule).count();
  }
}
