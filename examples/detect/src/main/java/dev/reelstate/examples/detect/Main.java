package dev.reelstate.examples.detect;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.format.LabelFormatException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/**
 * Starts a detection: {@code examples/run detect VIDEO --detector NAME --format FORMAT --out F}.
 */
public final class Main {

  private Main() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true"); // boxes are drawn without a screen
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    System.exit(run(System.out, System.err, new PlatformProposer(List.of()), args));
  }

  /**
   * Runs a detection within this process.
   *
   * @param out gets what was found
   * @param err gets the progress, and one sentence if something is unusable or fails
   * @return the exit code
   */
  static int run(PrintStream out, PrintStream err, Proposer proposer, String... args) {
    Locale.setDefault(Locale.ROOT); // the same words and numbers everywhere
    return new CommandLine(new DetectCommand(out, err, proposer))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, given) -> {
          err.println(e.getMessage() + "; see --help for the options.");
          return DetectCommand.UNUSABLE;
        })
        .setExecutionExceptionHandler((e, command, given) -> exitCode(err, e))
        .execute(args);
  }

  private static int exitCode(PrintStream err, Exception e) throws Exception {
    if (e instanceof UnusableException || e instanceof LabelFormatException) {
      err.println(e.getMessage());
      return DetectCommand.UNUSABLE;
    }
    if (e instanceof ReelstateException) {
      err.println(e.getMessage());
      return DetectCommand.FAILED;
    }
    throw e;
  }
}
