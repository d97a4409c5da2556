package dev.reelstate.examples.torture;

import dev.reelstate.examples.soak.database.DatabaseKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the torture. */
final class Options {

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long to torture, in minutes; fractions are allowed (default:"
          + " ${DEFAULT-VALUE}).")
  double minutes = 5;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of all decisions; the moments also depend on the speed of the machine"
          + " (default: random).")
  long seed = ThreadLocalRandom.current().nextLong(1_000_000);

  @Option(
      names = "--database",
      description = "The server to use: POSTGRESQL or MARIADB, ignoring case (default:"
          + " ${DEFAULT-VALUE}).")
  DatabaseKind database = DatabaseKind.POSTGRESQL;

  @Option(
      names = "--lease",
      paramLabel = "DURATION",
      description = "The duration of a node's lease (default: ${DEFAULT-VALUE}).")
  Duration lease = Duration.ofSeconds(4);

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "The folder to use and keep; must be empty (default: a temporary one, which is"
          + " kept only if the audit finds something).")
  @Nullable
  Path folder;
}
