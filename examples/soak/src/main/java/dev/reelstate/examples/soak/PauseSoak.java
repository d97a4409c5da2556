package dev.reelstate.examples.soak;

import dev.reelstate.examples.soak.Evidence.Run;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Stops a node for longer than its lease, in the middle of its work, and has it go on. */
@Command(
    name = "pause",
    sortOptions = false,
    description = "SIGSTOP of a working node for longer than its lease, then SIGCONT: others have"
        + " taken over, and what it reports late changes nothing.")
final class PauseSoak extends Torment {

  private static final Duration LONGEST = Duration.ofMillis(1500);
  private static final Duration TAKEOVER = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofMillis(500);

  PauseSoak(PrintStream out) {
    super(out);
    options.times = 5;
  }

  /** One that is stopped within a transaction keeps the only writer's lock of SQLite. */
  @Override
  boolean takesDatabaseAway() {
    return options.database == DatabaseKind.SQLITE;
  }

  @Override
  void torment(Soak soak, Verdict verdict, Report report) throws Exception {
    soak.startAll();
    List<String> names = soak.names();
    int held = 0;
    int taken = 0;
    for (int i = 1; i <= options.times; i++) {
      NodeProcess node = soak.node(names.get(soak.random().nextInt(names.size())));
      Set<Run> open = stopWithWork(soak, node);
      Thread.sleep(options.lease.plus(options.lease).toMillis());
      int takenNow = names.size() == 1 ? 0 : awaitTakeover(soak, open);
      held += open.size();
      taken += takenNow;
      node.resume();
      soak.awaitMoreWork(node, verdict);
      say("paused " + node.journal().getFileName() + " with " + open.size() + " tasks, of which "
          + takenNow + " were taken over meanwhile, " + i + " of " + options.times);
    }
    report.add("pauses", options.times);
    report.add("tasks that the stopped nodes were at", held);
    report.add("  of which others took over while they were stopped", taken);
    int inAll = taken;
    verdict.check(
        Rule.TAKEN_OVER, names.size() == 1 || inAll > 0, () -> "Nobody took over anything.");
  }

  /** Stops a node at a moment at which it is at work, and says at what. */
  private static Set<Run> stopWithWork(Soak soak, NodeProcess node) throws Exception {
    while (true) {
      Thread.sleep(soak.upTo(LONGEST).toMillis());
      node.pause();
      Set<Run> open = Set.copyOf(soak.evidence().openRuns(Evidence.life(node.journal())));
      if (!open.isEmpty()) {
        return open;
      }
      node.resume();
    }
  }

  /** Waits until others have begun with all of it, but not for ever: a stopped transaction keeps its locks. */
  private static int awaitTakeover(Soak soak, Set<Run> open) throws Exception {
    long end = System.nanoTime() + TAKEOVER.toNanos();
    int taken;
    do {
      Thread.sleep(LOOK.toMillis());
      Set<String> later = soak.evidence().started().keySet().stream()
          .flatMap(run -> open.stream()
              .filter(one -> one.task().equals(run.task()) && one.token() < run.token())
              .map(one -> one.task().toString()))
          .collect(Collectors.toSet());
      taken = later.size();
    } while (taken < open.size() && System.nanoTime() < end);
    return taken;
  }
}
