package dev.reelstate.examples.torture;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;

/** Starts the torture: {@code examples/run torture --minutes N --seed S}. */
public final class Main {

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

  /** Runs the torture, or one of its nodes, and returns the exit code. */
  static int run(PrintStream out, PrintStream err, String... args) {
    Locale.setDefault(Locale.ROOT);
    // The library that starts the server logs an error if a killed client is gone.
    hush("off", "ch.vorburger", "io.zonky");
    hush("warn", "com.zaxxer", "org.flywaydb", "org.jooq");
    return new CommandLine(new Torture(out))
        .addSubcommand(new Node(out))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .execute(args);
  }
}
