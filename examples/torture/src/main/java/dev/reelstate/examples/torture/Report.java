package dev.reelstate.examples.torture;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was done, and what was found. Thread-safe. */
final class Report {

  private static final int SHOWN = 30;

  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> findings = new ArrayList<>();

  /** Counts one more of something. */
  void count(String what) {
    add(what, 1);
  }

  /** Counts several more of something. */
  synchronized void add(String what, long more) {
    counts.merge(what, more, Long::sum);
  }

  /** Notes something that must not be. */
  synchronized void find(String finding) {
    findings.add(finding);
  }

  /** Notes something that must not be, unless it is not. */
  void require(boolean holds, String finding) {
    if (!holds) {
      find(finding);
    }
  }

  synchronized boolean isClean() {
    return findings.isEmpty();
  }

  synchronized void print(PrintStream out, String title, Path folder) {
    out.printf("%n%s%n%n", title);
    counts.forEach((what, count) -> out.printf("  %-60s %8d%n", what, count));
    out.println();
    if (findings.isEmpty()) {
      out.println("No violation.");
      return;
    }
    findings.stream().limit(SHOWN).forEach(out::println);
    out.printf(
        "%n%d violation%s; histories, logs and data are in %s%n",
        findings.size(), findings.size() == 1 ? "" : "s", folder);
  }
}
