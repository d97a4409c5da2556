package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.statistics.GateFinding;
import dev.reelstate.evaluation.statistics.GateResult;
import dev.reelstate.examples.evaluate.sections.Assessment;
import dev.reelstate.examples.evaluate.sections.Words;
import dev.reelstate.processing.format.Loss;
import dev.reelstate.processing.format.LossReport;

/** A run on the console: the gate's verdict first, then the figures. */
final class Summary {

  private Summary() {}

  static String of(Assessment run, LossReport leftOut) {
    StringBuilder text = new StringBuilder();
    GateResult gate = run.gate();
    if (gate != null) {
      text.append(String.format("%s%n", gate.verdict()));
      for (GateFinding finding : gate.findings()) {
        text.append(String.format("  %-12s  %s%n", finding.verdict(), finding.reason()));
      }
    }
    Scored score = run.score();
    text.append(String.format(
        "%s in %s%n",
        Words.count(score.support(), "object"), Words.count(score.sequences().size(), "sequence")));
    for (Loss loss : leftOut.losses()) {
      text.append(String.format("Left out: %s%n", loss));
    }
    int width = score.figures().values().keySet().stream()
        .mapToInt(String::length)
        .max()
        .orElse(1);
    score
        .figures()
        .values()
        .forEach((name, value) -> text.append(String.format(
                    "  %-" + width + "s %10s   %s",
                    name,
                    Words.figure(name, value),
                    Words.range(name, run.intervals().get(name)))
                .stripTrailing())
            .append(System.lineSeparator()));
    return text.toString();
  }
}
