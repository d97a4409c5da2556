package dev.reelstate.examples.soak;

import dev.reelstate.examples.soak.database.DatabaseKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options common to all soaks. */
final class Options {

  @Option(
      names = "--database",
      required = true,
      description = "The database to use: ${COMPLETION-CANDIDATES}, ignoring case.")
  DatabaseKind database = DatabaseKind.H2;

  @Option(
      names = "--times",
      paramLabel = "N",
      description = "The number of disruptions (default: ${DEFAULT-VALUE}).")
  int times;

  @Option(
      names = "--lease",
      paramLabel = "DURATION",
      description =
          "The duration of a node's lease (default: ${DEFAULT-VALUE}). A platform's default"
              + " is PT15S.")
  Duration lease = Duration.ofSeconds(3);

  @Option(
      names = "--backlog",
      paramLabel = "N",
      description = "The number of videos to keep waiting (default: ${DEFAULT-VALUE}).")
  int backlog = 40;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "The seed for the moments, which also depend on the speed of the machine (default:"
              + " random).")
  long seed = ThreadLocalRandom.current().nextLong(1_000_000);

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "The folder to use and keep (default: a temporary one, which is kept only if a"
          + " check fails).")
  @Nullable
  Path folder;
}
