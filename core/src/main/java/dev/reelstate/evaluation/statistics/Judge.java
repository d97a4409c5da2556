package dev.reelstate.evaluation.statistics;

import dev.reelstate.evaluation.statistics.GateRule.Check;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds one run against the rules of a gate. Not thread-safe. */
final class Judge {

  /** What rounding may add to a difference, such as 0.5 - 0.48. */
  private static final double ROUNDING = 1e-9;

  private final Gate gate;
  private final GateRun run;
  private final Optional<GateRun> baseline;
  private final Estimates estimates;

  Judge(Gate gate, GateRun run, Optional<GateRun> baseline) {
    this.gate = gate;
    this.run = run;
    this.baseline = baseline;
    this.estimates = new Estimates(gate.intervals());
  }

  GateFinding find(GateRule rule) {
    GatePart part = run.parts().get(rule.scope());
    if (part == null) {
      return undecided(rule, null, "the run has no " + rule.scope());
    }
    if (rule.check() == Check.SUPPORT_AT_LEAST) {
      return support(rule, part);
    }
    Estimate estimate =
        rule.check().isRelative() ? change(rule, part) : estimates.figure(part, rule);
    Optional<GateRule> unmet = unmetSupport(rule.scope(), part);
    return unmet.isEmpty()
        ? decide(rule, estimate)
        : undecided(
            rule,
            estimate.value(),
            "it rests on " + part.support() + " objects, fewer than "
                + Wording.number(unmet.get().limit()));
  }

  private Optional<GateRule> unmetSupport(GateScope scope, GatePart part) {
    return gate.rules().stream()
        .filter(rule -> rule.check() == Check.SUPPORT_AT_LEAST && rule.scope().equals(scope))
        .filter(rule -> part.support() < rule.limit())
        .findFirst();
  }

  private static GateFinding support(GateRule rule, GatePart part) {
    double support = part.support();
    GateVerdict verdict = support >= rule.limit() ? GateVerdict.PASS : GateVerdict.INCONCLUSIVE;
    return new GateFinding(
        rule,
        verdict,
        support,
        null,
        null,
        Wording.judged(rule, verdict, Wording.number(support), false));
  }

  private Estimate change(GateRule rule, GatePart part) {
    if (baseline.isEmpty()) {
      return Estimate.unknown(null, "there is no baseline");
    }
    GatePart base = baseline.get().parts().get(rule.scope());
    return base == null
        ? Estimate.unknown(null, "the baseline has no " + rule.scope())
        : estimates.change(part, base, rule.figure());
  }

  private static GateFinding decide(GateRule rule, Estimate estimate) {
    Double value = estimate.value();
    Double low = estimate.low();
    Double high = estimate.high();
    if (value == null || low == null || high == null) {
      return undecided(rule, value, estimate.remark());
    }
    GateVerdict verdict = verdict(rule, low, high);
    boolean range = low < high;
    return new GateFinding(
        rule,
        verdict,
        value,
        range ? low : null,
        range ? high : null,
        Wording.judged(
            rule,
            verdict,
            Wording.found(value, low, high, estimate.unpaired()),
            estimate.unpaired()));
  }

  private static GateVerdict verdict(GateRule rule, double low, double high) {
    double beyond = switch (rule.check()) {
      case AT_LEAST, SUPPORT_AT_LEAST -> rule.limit() - low;
      case DROP_AT_MOST -> -rule.limit() - low;
      case AT_MOST, RISE_AT_MOST -> high - rule.limit();
    };
    if (beyond <= ROUNDING) {
      return GateVerdict.PASS;
    }
    return beyond - (high - low) > ROUNDING ? GateVerdict.FAIL : GateVerdict.INCONCLUSIVE;
  }

  private static GateFinding undecided(GateRule rule, @Nullable Double value, String why) {
    return new GateFinding(
        rule, GateVerdict.INCONCLUSIVE, value, null, null, Wording.unjudged(rule, why));
  }
}
