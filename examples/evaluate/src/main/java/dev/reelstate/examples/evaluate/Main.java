package dev.reelstate.examples.evaluate;

import dev.reelstate.ReelstateException;
import dev.reelstate.examples.evaluate.input.UnusableException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** Starts an evaluation: {@code examples/run evaluate KIND --truth ... --json FILE}. */
public final class Main {

  private Main() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true"); // charts are drawn without a screen
    System.exit(run(System.out, System.err, args));
  }

  /**
   * Runs an evaluation within this process.
   *
   * @param out gets the figures and the gate's verdict
   * @param err gets one sentence if an argument or an input is unusable
   * @return the exit code
   */
  static int run(PrintStream out, PrintStream err, String... args) {
    Locale.setDefault(Locale.ROOT); // the same words and numbers everywhere
    return new CommandLine(new EvaluateCommand())
        .addSubcommand(new CocoCommand(out))
        .addSubcommand(new MotCommand(out))
        .addSubcommand(new EventsCommand(out))
        .addSubcommand(new VocCommand(out))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, given) -> {
          err.println(e.getMessage() + "; see --help for the options.");
          return ExitCode.UNUSABLE;
        })
        .setExecutionExceptionHandler((e, command, given) -> unusable(err, e))
        .execute(args);
  }

  private static int unusable(PrintStream err, Exception e) throws Exception {
    if (e instanceof UnusableException || e instanceof ReelstateException) {
      err.println(e.getMessage());
      return ExitCode.UNUSABLE;
    }
    throw e;
  }
}
