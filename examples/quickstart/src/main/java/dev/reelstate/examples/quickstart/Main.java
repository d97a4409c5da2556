package dev.reelstate.examples.quickstart;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Starts the quickstart. */
public final class Main {

  private Main() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /**
   * Runs the quickstart within this process.
   *
   * @param out gets the summary
   * @param err gets the progress and, on failure, one sentence
   * @return the exit code
   */
  static int run(PrintStream out, PrintStream err, String... args) {
    Locale.setDefault(Locale.ROOT); // the same words and numbers everywhere
    return new CommandLine(new Quickstart(out, err))
        .setExpandAtFiles(false) // a video may be named @holiday.mp4
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(
            (e, given) -> refuse(err, e.getMessage() + "; see --help for the options."))
        .setExecutionExceptionHandler((e, command, given) -> admit(err, e))
        .execute(args);
  }

  private static int admit(PrintStream err, Exception e) {
    LoggerFactory.getLogger(Main.class).error("The quickstart failed unexpectedly", e);
    err.println(Text.plain(
        "This is a bug: " + e + "; see .quickstart/log.txt in the output folder for details."));
    return Quickstart.FAILED;
  }

  private static int refuse(PrintStream err, String sentence) {
    err.println(Text.plain(sentence));
    return Quickstart.USAGE;
  }
}
