package dev.reelstate.examples.benchmarks.evaluation;

import java.io.PrintStream;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures processor time and memory of evaluations of made-up data, starting cold. */
@Command(
    name = "evaluation",
    header = "What it costs to score a model's output against ground truth.",
    description = "Makes data at random, scores them, and prints CPU time and heap.")
public final class EvaluationBenchmark implements Callable<Integer> {

  private final PrintStream out;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = "--part",
      paramLabel = "PART",
      split = ",",
      description = "What to measure: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<PartName> parts = EnumSet.allOf(PartName.class);

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Number of images with detections (default: ${DEFAULT-VALUE}).",
      defaultValue = "5000")
  private int images;

  @Option(
      names = "--boxes",
      paramLabel = "N",
      description = "Number of boxes with tracks (default: ${DEFAULT-VALUE}).",
      defaultValue = "4000")
  private int boxes;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Number of events, and of detections of events (default: ${DEFAULT-VALUE}).",
      defaultValue = "100000")
  private int events;

  /** Creates a benchmark that prints to a stream. */
  public EvaluationBenchmark(PrintStream out) {
    this.out = out;
  }

  /** The parts, named as on the command line. */
  private enum PartName {
    DETECTION,
    TRACKING,
    EVENTS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    CommandSpec command = spec;
    if (command == null) {
      throw new IllegalStateException("not called from the command line");
    }
    requireAtLeast(command, 1, "--images", images);
    requireAtLeast(command, TrackingPart.PEOPLE, "--boxes", boxes);
    requireAtLeast(command, 1, "--events", events);
    out.printf(
        Locale.ROOT,
        "Java %d, %d processors, heap of at most %,d MB%n",
        Runtime.version().feature(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20);
    parts.forEach(name -> part(name).run(out));
    return 0;
  }

  private static void requireAtLeast(CommandSpec command, int least, String option, int value) {
    if (value < least) {
      throw new ParameterException(
          command.commandLine(), option + " must be at least " + least + ".");
    }
  }

  private Part part(PartName name) {
    return switch (name) {
      case DETECTION -> new DetectionPart(images);
      case TRACKING -> new TrackingPart(boxes);
      case EVENTS -> new EventsPart(events);
    };
  }
}
