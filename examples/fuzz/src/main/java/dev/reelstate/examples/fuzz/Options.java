package dev.reelstate.examples.fuzz;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a run. */
final class Options {

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "Stop after so many minutes (default: ${DEFAULT-VALUE}).")
  double minutes = 10;

  @Option(
      names = "--files",
      paramLabel = "N",
      description = "Stop after so many files, if that is earlier (default: no limit).")
  int files = Integer.MAX_VALUE;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of all choices (default: random).")
  long seed = ThreadLocalRandom.current().nextLong(1_000_000);

  @Option(
      names = "--seeds",
      paramLabel = "FOLDER",
      description = "A folder of files to start from, besides those that are generated; files over"
          + " 512 KiB are left out.")
  @Nullable
  Path seeds;

  @Option(
      names = "--keep",
      paramLabel = "FOLDER",
      description = "The folder for the files of findings (default: a temporary one).")
  @Nullable
  Path keep;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Run these files, or those in these folders, as they are, and print how each" + " ends.")
  List<Path> replay = new ArrayList<>();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "The number of files processed at a time (default: ${DEFAULT-VALUE}).")
  int workers = 2;

  @Option(
      names = "--longest",
      paramLabel = "DURATION",
      description =
          "The longest time for one file, not counting waits (default: ${DEFAULT-VALUE}).")
  Duration longest = Duration.ofMinutes(1);

  @Option(
      names = "--memory",
      paramLabel = "MB",
      description = "The most memory for one worker (default: ${DEFAULT-VALUE}).")
  int memory = 3072;

  @Option(names = "--host", hidden = true, description = "Run in this JVM, and in this folder.")
  @Nullable
  Path host;
}
