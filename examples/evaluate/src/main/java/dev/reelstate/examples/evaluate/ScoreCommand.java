package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.statistics.Bootstrap;
import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.evaluation.statistics.GateResult;
import dev.reelstate.evaluation.statistics.Interval;
import dev.reelstate.examples.evaluate.input.BaselineFile;
import dev.reelstate.examples.evaluate.input.GateFile;
import dev.reelstate.examples.evaluate.input.UnusableException;
import dev.reelstate.examples.evaluate.report.Html;
import dev.reelstate.examples.evaluate.sections.Assessment;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/**
 * What all kinds of evaluation do: read, score, judge, write.
 *
 * @param <S> the kind of score
 */
abstract class ScoreCommand<S extends Scored> implements Callable<Integer> {

  private final PrintStream out;

  @Mixin
  private Options options = new Options();

  ScoreCommand(PrintStream out) {
    this.out = out;
  }

  /** Where the output of the model is. */
  abstract Path found();

  /** Scores the output of a model. */
  abstract Evaluated<S> evaluate(Path output) throws UnusableException;

  /** All that decides the figures, by name. */
  Map<String, String> parameters(S score) {
    return score.parameters();
  }

  @Override
  public Integer call() throws UnusableException {
    options.check();
    Path gateFile = options.gate;
    GateFile gate = gateFile == null ? null : GateFile.read(gateFile);
    Evaluated<S> evaluated = evaluate(found());
    if (gate != null) {
      gate.check(evaluated.score(), evaluated.source().classes());
    }
    Assessment assessment = assess(evaluated, gate);
    options.outputs.write(
        () -> RunJson.of(assessment), () -> Html.render(evaluated.page(assessment)));
    out.print(Summary.of(assessment, evaluated.source().leftOut()));
    return ExitCode.of(assessment);
  }

  private Assessment assess(Evaluated<S> evaluated, @Nullable GateFile gate)
      throws UnusableException {
    S score = evaluated.score();
    Path compared = options.compare;
    Evaluated<S> other = compared == null ? null : evaluate(compared);
    try {
      Optional<BootstrapSettings> drawn = options.intervals(score);
      Map<String, Interval> intervals =
          drawn.map(settings -> Bootstrap.intervals(score, settings)).orElse(Map.of());
      Map<String, Interval> differences = other == null
          ? Map.of()
          : drawn
              .map(settings -> Bootstrap.difference(other.score(), score, settings))
              .orElse(Map.of());
      GateResult result = gate == null ? null : judge(new Judgement(gate), evaluated, other);
      return new Assessment(
          score, parameters(score), drawn.orElse(null), intervals, differences, compared, result);
    } catch (IllegalArgumentException e) {
      throw new UnusableException(String.valueOf(e.getMessage()), e);
    }
  }

  private GateResult judge(
      Judgement judgement, Evaluated<S> evaluated, @Nullable Evaluated<S> other)
      throws UnusableException {
    Path earlier = options.baseline;
    if (earlier != null) {
      S score = evaluated.score();
      return judgement.of(evaluated, BaselineFile.read(earlier, score, parameters(score)));
    }
    return other == null ? judgement.of(evaluated) : judgement.of(evaluated, judgement.run(other));
  }
}
