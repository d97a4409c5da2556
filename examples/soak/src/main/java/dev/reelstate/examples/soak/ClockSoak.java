package dev.reelstate.examples.soak;

import dev.reelstate.examples.soak.check.Report;
import dev.reelstate.examples.soak.check.Rule;
import dev.reelstate.examples.soak.check.Verdict;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/**
 * Runs nodes whose clocks differ, and also kills them, so that each takes over the work of another.
 */
@Command(
    name = "clocks",
    sortOptions = false,
    description = "Nodes whose clocks are ten minutes apart; with H2, which uses the clock of its"
        + " process, one node whose clock jumps at each start.")
final class ClockSoak extends Torment {

  private static final Duration APART = Duration.ofMinutes(10);
  private static final Duration TOLERANCE = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofSeconds(3);

  /** The shifts of the clock for successive starts. */
  private static final List<Duration> SHIFTS =
      List.of(Duration.ZERO, APART, APART.negated(), APART);

  private int starts;

  ClockSoak(PrintStream out) {
    super(out);
    options.times = 8;
    options.lease = Duration.ofSeconds(15);
  }

  @Override
  boolean changesClocks() {
    return true;
  }

  @Override
  void torment(Soak soak, Verdict verdict, Report report) throws Exception {
    List<String> names = soak.names();
    for (String name : names) {
      start(soak, name, verdict);
    }
    for (int i = 1; i <= options.times; i++) {
      Thread.sleep(soak.upTo(LONGEST).toMillis());
      String name = names.get(i % names.size());
      soak.kill(name);
      start(soak, name, verdict);
      say("clock of " + name + " changed, " + i + " of " + options.times);
    }
    if (options.database.isClockOfProcess()) {
      // Everything scheduled by a clock that was ahead becomes due.
      soak.kill(names.get(0));
      start(soak, names.get(0), APART, verdict);
    }
    for (Evidence.Said said : soak.evidence().said()) {
      verdict.check(
          Rule.LEASES, said.receipts().isEmpty() || said.isAccepted(), () -> said + " was refused");
    }
    report.add("clock changes", options.times);
  }

  private void start(Soak soak, String name, Verdict verdict) throws Exception {
    start(soak, name, SHIFTS.get(starts++ % SHIFTS.size()), verdict);
  }

  private void start(Soak soak, String name, Duration shift, Verdict verdict) throws Exception {
    NodeProcess node = soak.start(name, shift);
    String line = node.await(Node.STARTED, Soak.START);
    Instant now = Instant.parse(line.substring(Node.STARTED.length() + 1));
    Duration difference = Duration.between(Instant.now().plus(shift), now);
    verdict.check(
        Rule.CLOCKS,
        difference.abs().compareTo(TOLERANCE) < 0,
        () -> name + " was started with the shift " + shift + ", but its clock is off by another "
            + difference);
    node.await(Node.WORKING, Soak.START);
  }
}
