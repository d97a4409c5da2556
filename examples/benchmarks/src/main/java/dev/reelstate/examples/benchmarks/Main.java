package dev.reelstate.examples.benchmarks;

import dev.reelstate.examples.benchmarks.evaluation.EvaluationBenchmark;
import dev.reelstate.examples.benchmarks.quality.QualityBenchmark;
import dev.reelstate.examples.benchmarks.store.StoreBenchmark;
import dev.reelstate.examples.benchmarks.tracking.TrackingBenchmark;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.libav.LibavException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Starts a benchmark: {@code examples/run benchmark NAME}. */
@Command(
    name = "benchmark",
    synopsisSubcommandLabel = "NAME",
    description = "Measures alternatives against each other and prints the results.",
    commandListHeading = "%nNAME is one of:%n")
public final class Main {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  private Main() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /** Runs a benchmark within this process, and returns the exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    Locale.setDefault(Locale.ROOT);
    return new CommandLine(new Main())
        .addSubcommand(new MediaBenchmark(out))
        .addSubcommand(new QualityBenchmark(out))
        .addSubcommand(new StoreBenchmark(out))
        .addSubcommand(new EvaluationBenchmark(out))
        .addSubcommand(new TrackingBenchmark(out))
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler((e, command, given) -> failed(err, e))
        .execute(args);
  }

  private static int failed(PrintStream err, Exception e) throws Exception {
    if (e instanceof MediaException media) {
      err.println(media.failure().message() + " (" + media.failure().code() + ")");
      return 1;
    }
    if (e instanceof LibavException) {
      err.println(e.getMessage());
      return 1;
    }
    throw e;
  }
}
