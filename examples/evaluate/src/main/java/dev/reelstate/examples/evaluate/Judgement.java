package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.Slice;
import dev.reelstate.evaluation.statistics.GatePart;
import dev.reelstate.evaluation.statistics.GateResult;
import dev.reelstate.evaluation.statistics.GateRun;
import dev.reelstate.evaluation.statistics.GateScope;
import dev.reelstate.examples.evaluate.input.GateFile;
import dev.reelstate.examples.evaluate.input.UnusableException;
import java.util.Map;

/**
 * Judges a run by a gate and its slices.
 *
 * @param gate the gate
 */
record Judgement(GateFile gate) {

  GateResult of(Evaluated<?> evaluated) throws UnusableException {
    return gate.gate().judge(run(evaluated));
  }

  GateResult of(Evaluated<?> evaluated, GateRun baseline) throws UnusableException {
    return gate.gate().judge(run(evaluated), baseline);
  }

  /** A run with those slices of which something is left. */
  GateRun run(Evaluated<?> evaluated) throws UnusableException {
    GateRun run = GateRun.of(evaluated.score());
    for (Map.Entry<String, Slice> slice : gate.slices().entrySet()) {
      Scored part = evaluated.slicing().score(slice.getValue());
      if (!part.sequences().isEmpty()) {
        run = run.with(GateScope.slice(slice.getKey()), GatePart.of(part));
      }
    }
    return run;
  }
}
