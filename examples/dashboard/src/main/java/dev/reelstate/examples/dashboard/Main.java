package dev.reelstate.examples.dashboard;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Starts the dashboard. */
public final class Main {

  private Main() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    // Otherwise Netty logs a warning at every start, and another one about a timer that Socket.IO's
    // server creates and does not use.
    System.setProperty("io.netty.noUnsafe", "true");
    System.setProperty("io.netty.leakDetection.level", "disabled");
    System.exit(run(System.out, System.err, args));
  }

  /**
   * Runs the dashboard within this process, until it is stopped.
   *
   * @return the exit code
   */
  static int run(PrintStream out, PrintStream err, String... args) {
    Locale.setDefault(Locale.ROOT);
    return new CommandLine(new Dashboard(out, err))
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, given) -> {
          err.println(e.getMessage() + "; see --help for the options.");
          return Dashboard.USAGE;
        })
        .setExecutionExceptionHandler((e, command, given) -> {
          LoggerFactory.getLogger(Main.class).error("The dashboard failed unexpectedly", e);
          err.println("This is a bug: " + e + "; see the log for details.");
          return Dashboard.FAILED;
        })
        .execute(args);
  }
}
