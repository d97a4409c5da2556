package dev.reelstate.examples.evaluate;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.statistics.BootstrapSettings;
import dev.reelstate.examples.evaluate.input.UnusableException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that all kinds of evaluation have. */
final class Options {

  /** How much work the intervals of a large data set are, in drawn objects. */
  private static final long WORK = 20_000_000;

  private static final int FEWEST_SAMPLES = 100;

  @Mixin
  Outputs outputs = new Outputs();

  @Option(
      names = "--gate",
      order = 1,
      paramLabel = "FILE",
      description = "Judge the run by the rules in this JSON file; the exit code says the verdict.")
  @Nullable
  Path gate;

  @Option(
      names = "--baseline",
      order = 1,
      paramLabel = "FILE",
      description = "What the gate compares with: the JSON of an earlier run.")
  @Nullable
  Path baseline;

  @Option(
      names = "--compare",
      order = 1,
      paramLabel = "PATH",
      description = "What the gate compares with: the output of another model on the same truth."
          + " Differences are paired then, which decides sooner.")
  @Nullable
  Path compare;

  @Option(
      names = "--samples",
      order = 1,
      paramLabel = "N",
      description = "How often to draw for the intervals; 0 for no intervals (default: 1000, and"
          + " fewer for large data sets).")
  @Nullable
  Integer samples;

  @Option(
      names = "--seed",
      order = 1,
      paramLabel = "N",
      description = "Where the random numbers of the intervals start (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  long seed;

  @Option(
      names = "--confidence",
      order = 1,
      paramLabel = "SHARE",
      description = "How often the intervals shall be right (default: ${DEFAULT-VALUE}).",
      defaultValue = "0.95")
  double confidence;

  /**
   * Says what cannot be, before anything is read.
   *
   * @throws UnusableException if an option is out of range, or excludes another, or a file cannot
   *     be written
   */
  void check() throws UnusableException {
    outputs.check();
    if (baseline != null && compare != null) {
      throw new UnusableException("Give --baseline or --compare, not both.");
    }
    if (baseline != null && gate == null) {
      throw new UnusableException("A --baseline is for a gate; give --gate, too.");
    }
    try {
      settings(samples == null || samples == 0 ? FEWEST_SAMPLES : samples);
    } catch (IllegalArgumentException e) {
      throw new UnusableException(String.valueOf(e.getMessage()), e);
    }
  }

  /** How to draw the intervals, or empty if there shall be none. */
  Optional<BootstrapSettings> intervals(Scored score) {
    int drawn = samples == null ? usual(score.ledger().size()) : samples;
    return drawn == 0 ? Optional.empty() : Optional.of(settings(drawn));
  }

  private BootstrapSettings settings(int drawn) {
    return new BootstrapSettings(seed, drawn, confidence);
  }

  private static int usual(int objects) {
    return (int) Math.max(FEWEST_SAMPLES, Math.min(1000, WORK / Math.max(1, objects)));
  }
}
