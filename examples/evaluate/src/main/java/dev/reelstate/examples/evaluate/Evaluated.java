package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.evaluation.statistics.Gate;
import dev.reelstate.evaluation.statistics.GateFinding;
import dev.reelstate.evaluation.statistics.GateResult;
import dev.reelstate.evaluation.statistics.GateVerdict;
import dev.reelstate.examples.evaluate.report.Page;
import dev.reelstate.examples.evaluate.report.Section;
import dev.reelstate.examples.evaluate.sections.Assessment;
import dev.reelstate.examples.evaluate.sections.Words;
import dev.reelstate.processing.format.Category;
import dev.reelstate.processing.format.LabelledData;
import dev.reelstate.processing.format.LossReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A score, and how to report it.
 *
 * @param score the score
 * @param source what was scored
 * @param slicing scores a part of it
 * @param sections makes the report's parts once statistics and gate have had their say
 */
record Evaluated<S extends Scored>(
    S score, Source source, Slicing<S> slicing, Function<Assessment, List<Section>> sections) {

  /**
   * What was scored.
   *
   * @param title the heading of the report
   * @param truth where the truth is
   * @param found where the output of the model is
   * @param leftOut what took no part in scoring
   * @param classes the classes that the truth declares, with or without objects
   */
  record Source(String title, Path truth, Path found, LossReport leftOut, Set<String> classes) {

    static Source of(
        String title, Path truth, Path found, LossReport leftOut, LabelledData annotated) {
      Set<String> classes =
          annotated.categories().stream().map(Category::name).collect(Collectors.toSet());
      return new Source(title, truth, found, leftOut, classes);
    }
  }

  Page page(Assessment run) {
    String subtitle = String.format(
        Locale.ROOT,
        "%s against %s%s: %s in %s",
        source.found(),
        source.truth(),
        run.compared() == null ? "" : ", compared with " + run.compared(),
        Words.count(score.support(), "object"),
        Words.count(score.sequences().size(), "sequence"));
    return new Page(source.title(), subtitle, verdict(run.gate()), sections.apply(run));
  }

  private static Page.@Nullable Verdict verdict(@Nullable GateResult gate) {
    if (gate == null) {
      return null;
    }
    List<String> reasons = gate.findings().stream().map(Evaluated::reason).toList();
    return new Page.Verdict(
        gate.verdict().wireName(), sentence(gate.verdict()), draws(gate.gate()), reasons);
  }

  private static String draws(Gate gate) {
    BootstrapSettings drawn = gate.intervals();
    return drawn == null
        ? "The figures decide, without intervals."
        : "Intervals of the gate: " + Words.draws(drawn) + ".";
  }

  private static String sentence(GateVerdict verdict) {
    return switch (verdict) {
      case PASS -> "The gate passes";
      case FAIL -> "The gate fails";
      case INCONCLUSIVE -> "The gate is inconclusive";
    };
  }

  private static String reason(GateFinding finding) {
    return finding.verdict().wireName() + ": " + finding.reason();
  }
}
