package dev.reelstate.examples.soak;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Starts a soak: {@code examples/run soak NAME --database DATABASE}. */
@Command(
    name = "soak",
    synopsisSubcommandLabel = "NAME",
    description = "Runs platforms on a database of their own, treats them badly, and checks by"
        + " what they wrote down that nothing was lost or done twice.",
    commandListHeading = "%nNAME is one of:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all held", "1:something did not", "2:no such soak"})
public final class Main {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  private Main() {}

  /** See {@code --help}. */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  private static void hush(String level, String... loggers) {
    for (String logger : loggers) {
      System.getProperties().putIfAbsent("org.slf4j.simpleLogger.log." + logger, level);
    }
  }

  /** Runs a soak from this process; answers the exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    Locale.setDefault(Locale.ROOT);
    // A server's starter calls it an error that a killed client is gone, or a crashed server cannot
    // be
    // stopped.
    hush("off", "ch.vorburger", "io.zonky");
    hush("warn", "com.zaxxer", "org.flywaydb", "org.jooq");
    return new CommandLine(new Main())
        .addSubcommand(new KillSoak(out))
        .addSubcommand(new ClockSoak(out))
        .addSubcommand(new PauseSoak(out))
        .addSubcommand(new OutageSoak(out))
        .addSubcommand(new Node(out))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .execute(args);
  }
}
