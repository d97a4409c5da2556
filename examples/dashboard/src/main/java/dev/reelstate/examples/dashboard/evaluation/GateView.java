package dev.reelstate.examples.dashboard.evaluation;

import dev.reelstate.evaluation.statistics.GateFinding;
import dev.reelstate.evaluation.statistics.GateResult;
import dev.reelstate.examples.dashboard.view.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a gate says of a run, as clients see it and as it is kept. */
@Wire
record GateView(
    String verdict, boolean intervals, @Nullable String baseline, List<Finding> findings) {

  /** What one rule says. */
  @Wire
  record Finding(
      GateWish.Rule rule,
      String verdict,
      @Nullable Double value,
      @Nullable Double low,
      @Nullable Double high,
      String reason) {

    static Finding of(GateFinding one) {
      return new Finding(
          GateWish.Rule.of(one.rule()),
          one.verdict().wireName(),
          one.value(),
          one.low(),
          one.high(),
          one.reason());
    }
  }

  static GateView of(GateResult result, GateWish wish) {
    return new GateView(
        result.verdict().wireName(),
        wish.intervals(),
        wish.baseline(),
        result.findings().stream().map(Finding::of).toList());
  }
}
