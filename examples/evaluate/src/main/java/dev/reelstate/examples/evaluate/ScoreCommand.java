package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.statistics.Bootstrap;
import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.evaluation.statistics.Gate;
import dev.reelstate.evaluation.statistics.GateResult;
import dev.reelstate.evaluation.statistics.GateRun;
import dev.reelstate.evaluation.statistics.Interval;
import dev.reelstate.examples.evaluate.input.BaselineFile;
import dev.reelstate.examples.evaluate.input.GateFile;
import dev.reelstate.examples.evaluate.input.UnreadableException;
import dev.reelstate.examples.evaluate.report.Html;
import dev.reelstate.examples.evaluate.sections.Assessment;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
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

  /** Scores the output of the model. */
  abstract Evaluated<S> evaluate() throws UnreadableException, IOException;

  /** Scores the output of another model on the same truth. */
  abstract S evaluate(Path other) throws UnreadableException, IOException;

  /** All that decides the figures, by name. */
  Map<String, String> parameters(S score) {
    return score.parameters();
  }

  @Override
  public Integer call() throws UnreadableException, IOException {
    options.check();
    Path gateFile = options.gate;
    Gate gate = gateFile == null ? null : GateFile.read(gateFile);
    Evaluated<S> evaluated = evaluate();
    Assessment assessment = assess(evaluated.score(), gate);
    write(options.json, () -> RunJson.of(assessment));
    write(options.html, () -> Html.render(evaluated.page(assessment)));
    out.print(Summary.of(assessment, evaluated.source().leftOut()));
    return ExitCode.of(assessment);
  }

  private Assessment assess(S score, @Nullable Gate gate) throws UnreadableException, IOException {
    Path compared = options.compare;
    S other = compared == null ? null : evaluate(compared);
    try {
      Optional<BootstrapSettings> drawn = options.intervals(score);
      Map<String, Interval> intervals =
          drawn.map(settings -> Bootstrap.intervals(score, settings)).orElse(Map.of());
      Map<String, Interval> differences = other == null
          ? Map.of()
          : drawn.map(settings -> Bootstrap.difference(other, score, settings)).orElse(Map.of());
      GateResult result = gate == null ? null : judge(gate, score, other);
      return new Assessment(
          score, parameters(score), drawn.orElse(null), intervals, differences, result);
    } catch (IllegalArgumentException e) {
      throw new UnreadableException(String.valueOf(e.getMessage()), e);
    }
  }

  private GateResult judge(Gate gate, S score, @Nullable S other) throws UnreadableException {
    Path earlier = options.baseline;
    if (earlier != null) {
      return gate.judge(GateRun.of(score), BaselineFile.read(earlier, score, parameters(score)));
    }
    return other == null ? gate.judge(score) : gate.judge(score, other);
  }

  private static void write(@Nullable Path file, Text text) throws IOException {
    if (file != null) {
      Files.writeString(file, text.make());
    }
  }

  /** Made only if it is asked for. */
  @FunctionalInterface
  private interface Text {
    String make();
  }
}
