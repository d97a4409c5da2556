package dev.reelstate.examples.move;

import dev.reelstate.ReelstateException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** Starts the move. */
public final class Main {

  /** The exit code if the move failed. */
  private static final int FAILED = 1;

  /** The exit code if the arguments are invalid. */
  private static final int USAGE = 2;

  private Main() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /**
   * Runs the move within this process.
   *
   * @param out gets the list of moved tables
   * @param err gets one sentence on failure
   * @return the exit code
   */
  static int run(PrintStream out, PrintStream err, String... args) {
    Locale.setDefault(Locale.ROOT);
    return new CommandLine(new Move(out))
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(
            (e, given) -> say(err, e.getMessage() + "; see --help for the options.", USAGE))
        .setExecutionExceptionHandler((e, command, given) -> failed(err, e))
        .execute(args);
  }

  private static int failed(PrintStream err, Exception e) throws Exception {
    if (e instanceof ReelstateException known) {
      return say(err, known.getMessage() + " (" + known.failure().code() + ")", FAILED);
    }
    throw e;
  }

  private static int say(PrintStream err, String sentence, int exitCode) {
    err.println(sentence);
    return exitCode;
  }
}
