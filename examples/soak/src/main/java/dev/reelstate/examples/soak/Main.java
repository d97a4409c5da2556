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
    // The servers' starters tell much of what they do, and as an error that a crashed server cannot
    // be stopped.
    System.getProperties().putIfAbsent("org.slf4j.simpleLogger.log.ch.vorburger", "warn");
    System.getProperties().putIfAbsent("org.slf4j.simpleLogger.log.io.zonky", "off");
    System.getProperties().putIfAbsent("org.slf4j.simpleLogger.log.com.zaxxer", "warn");
    System.exit(run(System.out, System.err, args));
  }

  /** Runs a soak from this process; answers the exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    Locale.setDefault(Locale.ROOT);
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
