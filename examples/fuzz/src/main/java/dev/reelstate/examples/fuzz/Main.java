package dev.reelstate.examples.fuzz;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a run: {@code examples/run fuzz --minutes N --seed N}. */
@Command(
    name = "fuzz",
    sortOptions = false,
    description = {
      "Damages files of every accepted container, runs them through a platform, and checks that"
          + " each one is settled, within its limits, and that none is blamed on the platform.",
      "Files that end in a new way are damaged further."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing was found", "1:something was found", "2:the options are invalid"})
public final class Main implements Callable<Integer> {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Mixin
  private final Options options = new Options();

  private final PrintStream out;
  private final List<String> args;

  private Main(PrintStream out, List<String> args) {
    this.out = out;
    this.args = args;
  }

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /** Runs and returns the exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    Locale.setDefault(Locale.ROOT);
    // The platform warns of every file that it rejects.
    for (String logger : List.of("com.zaxxer", "dev.reelstate", "org.flywaydb", "org.jooq")) {
      System.getProperties().putIfAbsent("org.slf4j.simpleLogger.log." + logger, "error");
    }
    return new CommandLine(new Main(out, List.of(args)))
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .execute(args);
  }

  @Override
  public Integer call() throws Exception {
    if (options.host == null) {
      return new HostProcess(out).run(options, args);
    }
    HostProcess.endWithParent();
    Fuzzing fuzzing = new Fuzzing(options, options.host, out);
    boolean clean = options.replay.isEmpty() ? fuzzing.run() : fuzzing.replay();
    return clean ? 0 : 1;
  }
}
