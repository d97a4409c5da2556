package dev.reelstate.examples.fuzz;

import dev.reelstate.task.Failure;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts how files ended, and how many new ways they found over time. */
final class Tally {

  private final long begin = System.nanoTime();
  private final Map<String, Integer> ends = new TreeMap<>();
  private final Map<String, Integer> containers = new TreeMap<>();
  private final List<String> growth = new ArrayList<>();
  private int files;
  private int milestone = 100;

  void add(Outcome outcome, int signatures) {
    files++;
    ends.merge(end(outcome), 1, Integer::sum);
    containers.merge(outcome.container(), 1, Integer::sum);
    if (files == milestone) {
      growth.add(signatures + " after " + files);
      milestone *= 2;
    }
  }

  /** The stage that the file reached, and how it ended there. */
  private static String end(Outcome outcome) {
    VideoDetails details = outcome.details();
    if (details == null) {
      return "(refused by an exception)";
    }
    Failure failure = details.video().failure();
    String stage = details.video().generation() == 0
        ? "sniffer"
        : failure != null && failure.step() != null ? failure.step() : "end";
    String code = failure == null ? "" : " " + failure.code();
    VideoStatus status = details.video().status();
    return String.format("%-10s %s%s", stage, status.wireName(), code);
  }

  int files() {
    return files;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  double perSecond() {
    return files / Math.max(0.001, elapsed().toMillis() / 1000.0);
  }

  void print(PrintStream out, int signatures) {
    out.printf("%d files in %d s, %.1f per second%n%n", files, elapsed().toSeconds(), perSecond());
    ends.forEach((end, count) -> out.printf("  %-50s %7d%n", end, count));
    out.println();
    containers.forEach((container, count) -> out.printf("  %-50s %7d%n", container, count));
    out.printf("%nways to end: %s, %d at the end%n", String.join(", ", growth), signatures);
  }
}
