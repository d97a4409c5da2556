package dev.reelstate.evaluation.statistics;

import java.util.List;
import java.util.Objects;

/**
 * What a gate says of a run. Immutable and thread-safe.
 *
 * @param gate the gate, with its rules and how intervals were drawn
 * @param verdict fail if a rule fails, else inconclusive if a rule is, else pass
 * @param findings what each rule says, in the order of the rules
 */
public record GateResult(Gate gate, GateVerdict verdict, List<GateFinding> findings) {

  /** Copies the findings. */
  public GateResult {
    Objects.requireNonNull(gate, "gate");
    Objects.requireNonNull(verdict, "verdict");
    findings = List.copyOf(findings);
  }

  static GateResult of(Gate gate, List<GateFinding> findings) {
    return new GateResult(gate, worst(findings), findings);
  }

  private static GateVerdict worst(List<GateFinding> findings) {
    List<GateVerdict> verdicts = findings.stream().map(GateFinding::verdict).toList();
    if (verdicts.contains(GateVerdict.FAIL)) {
      return GateVerdict.FAIL;
    }
    return verdicts.contains(GateVerdict.INCONCLUSIVE)
        ? GateVerdict.INCONCLUSIVE
        : GateVerdict.PASS;
  }

  /** The reasons of the rules with this verdict, one sentence each. */
  public List<String> reasons(GateVerdict of) {
    return findings.stream()
        .filter(finding -> finding.verdict() == of)
        .map(GateFinding::reason)
        .toList();
  }
}
