package dev.reelstate.examples.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the host uses, as given on the command line. */
final class Options {

  @Option(
      names = "--url",
      required = true,
      paramLabel = "JDBC-URL",
      description = "The database, such as jdbc:postgresql://localhost/films.")
  String url = "";

  @Option(names = "--user", paramLabel = "NAME", description = "The database's user.")
  @Nullable
  String user;

  @Option(
      names = "--password",
      paramLabel = "PASSWORD",
      description = "The user's password (default: the variable REELSTATE_PASSWORD).",
      defaultValue = "${env:REELSTATE_PASSWORD:-}")
  String password = "";

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = "The schema of the tables (default: that of the connection).")
  @Nullable
  String schema;

  @Option(
      names = "--storage",
      required = true,
      paramLabel = "FOLDER",
      description = "The media folder.")
  Path storage = Path.of("");

  @Option(
      names = "--min-free",
      paramLabel = "GB",
      description = "How much room the storage must have (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  double minFreeGigabytes;

  @Option(
      names = "--max-skew",
      paramLabel = "SECONDS",
      description = "How far the clocks of this machine and the database may be apart"
          + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  long maxSkewSeconds;

  @Option(
      names = "--java",
      paramLabel = "PROGRAM",
      description = "What runs the workers (default: the Java of this program).")
  @Nullable
  Path java;

  @Option(
      names = "--natives-cache",
      paramLabel = "FOLDER",
      description = "Where workers unpack the native libraries.")
  @Nullable
  Path nativesCache;

  @Option(
      names = "--worker-prefix",
      paramLabel = "WORD",
      arity = "1..*",
      description = "What is put in front of the workers' command.")
  List<String> prefix = List.of();

  Duration maxSkew() {
    return Duration.ofSeconds(maxSkewSeconds);
  }
}
