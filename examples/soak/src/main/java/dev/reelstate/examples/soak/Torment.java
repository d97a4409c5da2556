package dev.reelstate.examples.soak;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * A soak as a command: nodes work, something is done to them, everything is finished and checked.
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

  /** Does it, to nodes that all work when it returns. */
  abstract void torment(Soak soak, Verdict verdict, Report report) throws Exception;

  /** Whether attempts may fail as the database does not answer. */
  boolean takesDatabaseAway() {
    return false;
  }

  /** Whether the nodes' clocks are changed. */
  boolean changesClocks() {
    return false;
  }

  /** Refuses what cannot be done. */
  void requireSense() {
    if (!options.database.isAvailable()) {
      throw refused("There is no MariaDB for this machine among the artifacts.");
    }
    if (options.times < 1) {
      throw refused("It has to be done once at least, not " + options.times + " times.");
    }
  }

  CommandLine.ParameterException refused(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  /** Says how far it is. */
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
      report.add("seconds", Duration.between(soak.begin(), Instant.now()).toSeconds());
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
        "runs that a kill cut off",
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
