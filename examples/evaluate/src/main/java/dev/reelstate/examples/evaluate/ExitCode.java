package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.statistics.GateResult;
import dev.reelstate.examples.evaluate.sections.Assessment;

/** What the exit codes mean. */
final class ExitCode {

  /** Scored; the gate passes if there is one. */
  static final int PASS = 0;

  /** The gate fails. */
  static final int FAIL = 1;

  /** An argument is invalid, or an input cannot be read. */
  static final int UNUSABLE = 2;

  /** The data does not suffice for the gate to decide. */
  static final int INCONCLUSIVE = 4;

  private ExitCode() {}

  static int of(Assessment run) {
    GateResult gate = run.gate();
    if (gate == null) {
      return PASS;
    }
    return switch (gate.verdict()) {
      case PASS -> PASS;
      case FAIL -> FAIL;
      case INCONCLUSIVE -> INCONCLUSIVE;
    };
  }
}
