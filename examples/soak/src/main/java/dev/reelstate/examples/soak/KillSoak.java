package dev.reelstate.examples.soak;

import dev.reelstate.examples.soak.check.Report;
import dev.reelstate.examples.soak.check.Verdict;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;

/** Kills nodes at random moments, and restarts each under its name. */
@Command(
    name = "kill",
    sortOptions = false,
    description = "kill -9 of a node with ten busy slots, at random moments, restarted each time.")
final class KillSoak extends Torment {

  /** One in this many kills hits a node while it starts. */
  private static final int EARLY = 10;

  private static final Duration LONGEST = Duration.ofMillis(1500);

  KillSoak(PrintStream out) {
    super(out);
    options.times = 50;
  }

  @Override
  void torment(Soak soak, Verdict verdict, Report report) throws Exception {
    soak.startAll();
    List<String> names = soak.names();
    int early = 0;
    for (int i = 1; i <= options.times; i++) {
      String name = names.get(soak.random().nextInt(names.size()));
      Thread.sleep(soak.upTo(LONGEST).toMillis());
      soak.kill(name);
      NodeProcess next = soak.start(name, Duration.ZERO);
      if (soak.random().nextInt(EARLY) == 0) {
        Thread.sleep(soak.upTo(LONGEST).toMillis());
        soak.kill(name);
        next = soak.start(name, Duration.ZERO);
        early++;
      }
      next.await(Node.WORKING, Soak.START);
      say("killed " + name + ", " + i + " of " + options.times);
    }
    report.add("kills of working nodes", options.times);
    report.add("kills of nodes while they start", early);
  }
}
