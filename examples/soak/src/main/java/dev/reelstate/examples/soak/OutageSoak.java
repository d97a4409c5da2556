package dev.reelstate.examples.soak;

import dev.reelstate.examples.soak.check.Report;
import dev.reelstate.examples.soak.check.Rule;
import dev.reelstate.examples.soak.check.Verdict;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the database server under load, and restarts it after a while. */
@Command(
    name = "outage",
    sortOptions = false,
    description =
        "Stops the database server under load, and restarts it after a while; for postgresql"
            + " and mariadb.")
final class OutageSoak extends Torment {

  /** More warnings than this per second and node are a flood. */
  private static final int FLOOD = 10;

  /**
   * A thread of a platform that starts with its first work, which may arrive while the database is
   * unavailable.
   */
  private static final String STARTS_LATE = "reelstate-cleanup";

  @Option(
      names = "--down",
      paramLabel = "DURATION",
      description = "The duration of an outage (default: ${DEFAULT-VALUE}).")
  private Duration down = Duration.ofSeconds(20);

  OutageSoak(PrintStream out) {
    super(out);
    options.times = 2;
  }

  @Override
  void requireSense() {
    super.requireSense();
    if (!options.database.isServer()) {
      throw refused("An outage requires a database server: postgresql or mariadb.");
    }
  }

  @Override
  boolean takesDatabaseAway() {
    return true;
  }

  @Override
  void torment(Soak soak, Verdict verdict, Report report) throws Exception {
    soak.startAll();
    List<String> threads = threads(soak);
    long records = 0;
    long longest = 0;
    for (int i = 1; i <= options.times; i++) {
      Thread.sleep(Duration.ofSeconds(2).toMillis());
      long before = records(soak);
      long away = System.nanoTime();
      soak.database().crash();
      Thread.sleep(down.toMillis());
      soak.database().restart();
      long back = System.nanoTime();
      records += checkLogs(soak, records(soak) - before, Duration.ofNanos(back - away), verdict);
      for (String name : soak.names()) {
        soak.awaitMoreWork(soak.node(name), verdict);
      }
      longest = Math.max(longest, (System.nanoTime() - back) / 1_000_000);
      say("down for " + down.toSeconds() + " s, " + i + " of " + options.times);
    }
    List<String> after = threads(soak);
    verdict.check(
        Rule.THREADS,
        areAsBefore(threads, after),
        () -> "Of " + threads + " these are left: " + after);
    report.add("outages of " + down.toSeconds() + " s", options.times);
    report.add("warnings and errors in the logs of all nodes during the outages", records);
    report.add("ms until all nodes worked again (maximum)", longest);
    report.add("threads of a platform, before and after", threads.get(0).split(",", -1).length);
  }

  private static boolean areAsBefore(List<String> threads, List<String> after) {
    return IntStream.range(0, threads.size())
        .allMatch(node -> isAsBefore(threads.get(node), after.get(node)));
  }

  private static boolean isAsBefore(String threads, String after) {
    List<String> left = new ArrayList<>(Arrays.asList(after.split("[, ]", -1)));
    for (String thread : threads.split("[, ]", -1)) {
      if (!left.remove(thread)) {
        return false;
      }
    }
    left.remove(STARTS_LATE);
    return left.isEmpty();
  }

  private static List<String> threads(Soak soak) throws Exception {
    List<String> threads = new ArrayList<>();
    for (String name : soak.names()) {
      NodeProcess node = soak.node(name);
      node.tell(Node.THREADS);
      threads.add(node.await(Node.THREADS, Duration.ofSeconds(10)));
    }
    return threads;
  }

  private static long records(Soak soak) throws Exception {
    long records = 0;
    for (String name : soak.names()) {
      records += new NodeLog(soak.node(name).log()).records();
    }
    return records;
  }

  private static long checkLogs(Soak soak, long records, Duration away, Verdict verdict) {
    long allowed = (away.toSeconds() + 1) * FLOOD * soak.names().size();
    verdict.check(
        Rule.FLOOD,
        records <= allowed,
        () -> records + " warnings and errors in " + away.toSeconds() + " s, more than " + allowed);
    return records;
  }
}
