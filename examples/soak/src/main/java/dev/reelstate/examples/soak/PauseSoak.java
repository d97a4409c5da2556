package dev.reelstate.examples.soak;

import dev.reelstate.examples.soak.Evidence.Run;
import dev.reelstate.examples.soak.check.Report;
import dev.reelstate.examples.soak.check.Rule;
import dev.reelstate.examples.soak.check.Verdict;
import dev.reelstate.examples.soak.database.DatabaseKind;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Suspends a working node for longer than its lease, and resumes it. */
@Command(
    name = "pause",
    sortOptions = false,
    description = "SIGSTOP of a working node for longer than its lease, then SIGCONT: others have"
        + " taken over, and its late reports change nothing.")
final class PauseSoak extends Torment {

  private static final Duration LONGEST = Duration.ofMillis(1500);
  private static final Duration TAKEOVER = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofMillis(500);

  @Option(
      names = "--no-others",
      description = "Count, but tolerate, that the other node stalls meanwhile. With SQLite this is"
          + " inevitable if the"
          + " stopped node is within a transaction, which holds the only writer's lock.")
  private boolean othersMayStand;

  private final Set<Run> taken = new HashSet<>();
  private int held;
  private int stood;

  PauseSoak(PrintStream out) {
    super(out);
    options.times = 5;
  }

  @Override
  boolean takesDatabaseAway() {
    return options.database == DatabaseKind.SQLITE;
  }

  @Override
  void torment(Soak soak, Verdict verdict, Report report) throws Exception {
    soak.startAll();
    List<String> names = soak.names();
    for (int i = 1; i <= options.times; i++) {
      NodeProcess node = soak.node(names.get(soak.random().nextInt(names.size())));
      Set<Run> open = stopWithWork(soak, node);
      held += open.size();
      Thread.sleep(options.lease.plus(options.lease).toMillis());
      if (names.size() > 1) {
        awaitOthers(soak, open, verdict);
      }
      node.resume();
      soak.awaitMoreWork(node, verdict);
      say("paused " + Evidence.life(node.journal()) + ", " + i + " of " + options.times);
    }
    report.add(
        "pauses of at least " + options.lease.multipliedBy(2).toSeconds() + " s", options.times);
    report.add("tasks running on the stopped nodes", held);
    report.add("  of which others took over in the meantime", taken.size());
    report.add("pauses in which the other node stalled", stood);
    checkLateReports(soak, verdict);
  }

  /** Suspends a node while it has running tasks, and returns them. */
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

  /**
   * Waits until others have taken over all tasks, but not forever: a suspended transaction keeps
   * its locks.
   */
  private void awaitOthers(Soak soak, Set<Run> open, Verdict verdict) throws Exception {
    int before = soak.evidence().started().size();
    long end = System.nanoTime() + TAKEOVER.toNanos();
    Set<Run> takenNow;
    do {
      Thread.sleep(LOOK.toMillis());
      takenNow = takenOver(open, soak.evidence());
    } while (takenNow.size() < open.size() && System.nanoTime() < end);
    taken.addAll(takenNow);
    boolean goOn = takenNow.size() == open.size() || soak.evidence().started().size() > before;
    if (!goOn) {
      stood++;
    }
    boolean mayStand = othersMayStand || options.database == DatabaseKind.SQLITE;
    verdict.check(
        Rule.OTHERS,
        goOn || mayStand,
        () -> "Nobody started anything for " + TAKEOVER.toSeconds() + " s, long after the lease of "
            + open + " expired.");
  }

  private static Set<Run> takenOver(Set<Run> open, Evidence evidence) {
    return open.stream()
        .filter(one -> evidence.started().keySet().stream()
            .anyMatch(run -> run.task().equals(one.task()) && run.token() > one.token()))
        .collect(Collectors.toSet());
  }

  private void checkLateReports(Soak soak, Verdict verdict) throws Exception {
    Set<Run> accepted = soak.evidence().said().stream()
        .filter(Evidence.Said::isAccepted)
        .map(Evidence.Said::run)
        .collect(Collectors.toSet());
    for (Run run : taken) {
      verdict.check(Rule.LATE, !accepted.contains(run), () -> run + " was accepted.");
    }
  }
}
