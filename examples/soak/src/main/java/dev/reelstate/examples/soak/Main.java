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
    description =
        "Runs platforms on a separate database, disrupts them, and checks from their journals"
            + " that nothing was lost or done twice.",
    commandListHeading = "%nNAME is one of:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every check held", "1:a check failed", "2:no such soak"})
public final class Main {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
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

  /** Runs a soak from this process, and returns the exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    Locale.setDefault(Locale.ROOT);
    // The libraries that start the servers log an error if a killed client is gone, or if a crashed
    // server cannot be stopped.
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
