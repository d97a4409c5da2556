package dev.reelstate.examples.soak;

import dev.reelstate.examples.soak.check.Checker;
import dev.reelstate.examples.soak.check.Report;
import dev.reelstate.examples.soak.check.Rule;
import dev.reelstate.examples.soak.check.Verdict;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A soak as a command: nodes work, the soak disrupts them, and all work is finished and checked.
 */
abstract class Torment implements Callable<Integer> {

  @Mixin
  Options options = new Options();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private final PrintStream out;

  Torment(PrintStream out) {
    this.out = out;
  }

  /** Disrupts the nodes; all of them work again when this returns. */
  abstract void torment(Soak soak, Verdict verdict, Report report) throws Exception;

  /** Whether attempts may fail because the database does not respond. */
  boolean takesDatabaseAway() {
    return false;
  }

  /** Whether this soak changes the nodes' clocks. */
  boolean changesClocks() {
    return false;
  }

  /** Refuses invalid options. */
  void requireSense() {
    if (!options.database.isAvailable()) {
      throw refused("The MariaDB artifacts contain no binaries for this machine.");
    }
    if (options.times < 1) {
      throw refused("--times must be at least 1, not " + options.times + ".");
    }
  }

  CommandLine.ParameterException refused(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  /** Prints a line of progress. */
  void say(String line) {
    out.println(line);
  }

  @Override
  public Integer call() throws Exception {
    requireSense();
    Path folder = options.folder == null
        ? Files.createTempDirectory("reelstate-soak")
        : Files.createDirectories(options.folder).toAbsolutePath();
    Verdict verdict = new Verdict();
    try (Soak soak = new Soak(options, folder)) {
      Report report = new Report(soak.title(spec.name()));
      torment(soak, verdict, report);
      say("Finishing all work ...");
      soak.drain();
      say("Checking ...");
      check(soak, verdict, report);
      report.add("seconds", soak.elapsed().toSeconds());
      report.print(out, verdict, folder);
    } catch (Exception e) {
      say("Journals, logs and data are in " + folder);
      throw e;
    }
    boolean held = verdict.violations().isEmpty();
    if (held && options.folder == null) {
      delete(folder);
    }
    return held ? 0 : 1;
  }

  private void check(Soak soak, Verdict verdict, Report report) throws Exception {
    Evidence evidence = soak.evidence();
    boolean anyTime = changesClocks() && options.database.isClockOfProcess();
    Bounds bounds = new Bounds(
        anyTime ? null : soak.begin(), anyTime ? null : Instant.now(), takesDatabaseAway());
    for (NodeProcess life : soak.lives()) {
      List<String> errors = new NodeLog(life.log()).errors();
      verdict.check(Rule.LOGS, errors.isEmpty(), () -> life.log() + ": " + errors.get(0));
    }
    report.add("processes", soak.lives().size());
    report.add(
        "runs interrupted by a kill",
        soak.killed().stream().mapToInt(life -> evidence.openRuns(life).size()).sum());
    new Checker(evidence, bounds, verdict, report).check(soak.database().address(), soak.media());
  }

  private static void delete(Path folder) throws java.io.IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
