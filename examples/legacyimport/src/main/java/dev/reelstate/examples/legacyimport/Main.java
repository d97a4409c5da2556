package dev.reelstate.examples.legacyimport;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** Starts the import: {@code examples/run legacy-import JDBC-URL}. */
public final class Main {

  private Main() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    // The report is for people, so log messages of libraries are suppressed.
    System.getProperties().putIfAbsent("org.slf4j.simpleLogger.defaultLogLevel", "error");
    System.getProperties().putIfAbsent("slf4j.internal.verbosity", "ERROR");
    System.exit(run(System.out, System.err, args));
  }

  /**
   * Runs an import within this process.
   *
   * @param out gets the report
   * @param err gets one sentence on failure
   * @return the exit code
   */
  static int run(PrintStream out, PrintStream err, String... args) {
    Locale.setDefault(Locale.ROOT); // the same words and numbers everywhere
    return new CommandLine(new LegacyImportCommand(out, err))
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, given) -> {
          err.println(e.getMessage() + "; see --help for the options.");
          return LegacyImportCommand.USAGE;
        })
        .execute(args);
  }
}
