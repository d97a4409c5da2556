package dev.reelstate.examples.convert;

import dev.reelstate.processing.format.LabelFormatException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** Starts a conversion: {@code examples/run convert --from FORMAT --to FORMAT IN OUT}. */
public final class Main {

  private Main() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  /**
   * Runs a conversion within this process.
   *
   * @param out gets what was converted, and what was lost
   * @param err gets one sentence if an argument or an input is unusable
   * @return the exit code
   */
  static int run(PrintStream out, PrintStream err, String... args) {
    Locale.setDefault(Locale.ROOT); // the same words and numbers everywhere
    return new CommandLine(new ConvertCommand(out))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, given) -> {
          err.println(e.getMessage() + "; see --help for the options.");
          return ConvertCommand.UNUSABLE;
        })
        .setExecutionExceptionHandler((e, command, given) -> unusable(err, e))
        .execute(args);
  }

  private static int unusable(PrintStream err, Exception e) throws Exception {
    if (e instanceof LabelFormatException) {
      err.println(e.getMessage());
      return ConvertCommand.UNUSABLE;
    }
    throw e;
  }
}
