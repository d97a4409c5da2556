package dev.reelstate.examples.torture;

import dev.reelstate.examples.soak.database.Database;
import dev.reelstate.examples.soak.database.OpenStore;
import dev.reelstate.processing.storage.FileStorage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The torture as a command. */
@Command(
    name = "torture",
    sortOptions = false,
    description = "Runs platforms in processes of their own on a fresh database; uploads, cancels,"
        + " reprocesses and deletes videos at random; kills and stops workers and nodes, and injects"
        + " faults; then lets everything settle and audits it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no violation", "1:violations", "2:wrong options"})
final class Torture implements Callable<Integer> {

  /** A worker notices that its host is gone when its standard input ends. */
  private static final Duration ORPHANS = Duration.ofSeconds(20);

  @Mixin
  private Options options = new Options();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private final PrintStream out;
  private final Report report = new Report();

  Torture(PrintStream out) {
    this.out = out;
  }

  private void requireSense() {
    if (!(options.minutes > 0)) {
      throw refused("--minutes must be more than 0, not " + options.minutes + ".");
    }
    if (!options.database.isServer()) {
      throw refused(
          "--database must be a server, POSTGRESQL or MARIADB: several processes use it.");
    }
    if (!options.database.isAvailable()) {
      throw refused("The MariaDB artifacts contain no binaries for this machine.");
    }
  }

  private CommandLine.ParameterException refused(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  @Override
  public Integer call() throws Exception {
    requireSense();
    Path folder = options.folder == null
        ? Files.createTempDirectory("reelstate-torture")
        : Files.createDirectories(options.folder).toAbsolutePath();
    long begun = System.nanoTime();
    try (Database database = options.database.start(folder)) {
      torture(folder, database);
    } catch (Exception e) {
      out.println("Histories, logs and data are in " + folder);
      throw e;
    }
    report.add("seconds", Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    report.print(out, title(), folder);
    if (report.isClean() && options.folder == null) {
      delete(folder);
    }
    return report.isClean() ? 0 : 1;
  }

  private String title() {
    return "torture, %s: %s minutes, seed %d"
        .formatted(options.database.name().toLowerCase(Locale.ROOT), options.minutes, options.seed);
  }

  private void torture(Path folder, Database database) throws Exception {
    List<Clip> clips = Clip.all(folder.resolve("clips"));
    Films films = new Films(report);
    try (Fleet fleet = new Fleet(options, folder, database.address(), films::hear)) {
      fleet.startAll();
      // A file that one process at a time has open cannot be read meanwhile.
      try (OpenStore open = OpenStore.at(database.address())) {
        out.println("Torturing ...");
        new Deeds(options, clips, fleet, films, open.store(), report)
            .run(Duration.ofMillis(Math.round(options.minutes * 60_000)));
        out.println("Letting everything settle ...");
        new Settling(fleet, films, open.store(), report).run();
      }
      fleet.stopAll();
      // A start finishes and removes what earlier processes left of uploads.
      fleet.startAll();
      fleet.stopAll();
      awaitOrphans(fleet);
    }
    out.println("Auditing ...");
    try (OpenStore open = OpenStore.at(database.address());
        FileStorage storage = FileStorage.at(folder.resolve("media"))) {
      new Audit(folder, open.store(), storage, films.all(), report).run();
    }
  }

  private void awaitOrphans(Fleet fleet) throws InterruptedException {
    long end = System.nanoTime() + ORPHANS.toNanos();
    while (!fleet.orphans().isEmpty() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    fleet.orphans().forEach(worker -> report.find("A worker outlived its host: " + worker.info()));
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
