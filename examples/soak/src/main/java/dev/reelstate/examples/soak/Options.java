package dev.reelstate.examples.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all soaks can be told. */
final class Options {

  @Option(
      names = "--database",
      required = true,
      description = "Which one: ${COMPLETION-CANDIDATES}, in any case.")
  DatabaseKind database = DatabaseKind.H2;

  @Option(
      names = "--times",
      paramLabel = "N",
      description = "How often it is done; default: ${DEFAULT-VALUE}.")
  int times;

  @Option(
      names = "--lease",
      paramLabel = "DURATION",
      description =
          "How long a node's lease lasts; default: ${DEFAULT-VALUE}. A platform's own default is PT15S.")
  Duration lease = Duration.ofSeconds(3);

  @Option(
      names = "--backlog",
      paramLabel = "N",
      description = "How many videos wait at the same time; default: ${DEFAULT-VALUE}.")
  int backlog = 40;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Chooses the moments; they still depend on how fast the machine is. Default: a random one.")
  long seed = ThreadLocalRandom.current().nextLong(1_000_000);

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description =
          "Where everything goes, and stays. Default: a temporary one, which stays if something was found.")
  @Nullable
  Path folder;
}
