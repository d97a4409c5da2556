package dev.reelstate.examples.check;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import picocli.CommandLine;

/** Starts the check: {@code examples/run check --url JDBC-URL --storage FOLDER}. */
public final class Main {

  private Main() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.getProperties().putIfAbsent("slf4j.internal.verbosity", "ERROR");
    System.exit(run(System.out, System.err, InstantSource.system(), args));
  }

  /**
   * Runs the check within this process.
   *
   * @param out gets the report
   * @param err gets one sentence if an argument is invalid
   * @param clock the clock of this machine
   * @return the exit code
   */
  static int run(PrintStream out, PrintStream err, InstantSource clock, String... args) {
    Locale.setDefault(Locale.ROOT); // the same words and numbers everywhere
    return new CommandLine(new CheckCommand(out, clock))
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, given) -> {
          err.println(e.getMessage() + "; see --help for the options.");
          return CheckCommand.USAGE;
        })
        .execute(args);
  }
}
