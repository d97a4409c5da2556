package dev.reelstate.examples.soak.check;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The report that a soak prints at the end. */
public final class Report {

  private static final int SHOWN = 20;

  private final String title;
  private final Map<String, Object> done = new LinkedHashMap<>();

  public Report(String title) {
    this.title = title;
  }

  /** Adds a count with its description. */
  public void add(String what, Object count) {
    done.put(what, count);
  }

  public void print(PrintStream out, Verdict verdict, Path folder) {
    out.printf("%n%s%n%n%-70s %9s%n", title, "done", "");
    done.forEach((what, count) -> out.printf("  %-68s %9s%n", what, count));
    out.printf("%n%-70s %9s %10s%n", "checked that", "cases", "violations");
    verdict
        .checked()
        .forEach((rule, cases) ->
            out.printf("  %-68s %9d %10d%n", rule.text(), cases, verdict.violations(rule)));
    out.println();
    if (verdict.violations().isEmpty()) {
      out.println("Every check held.");
      return;
    }
    verdict.violations().stream()
        .limit(SHOWN)
        .forEach(violation -> out.println(violation.rule() + ": " + violation.detail()));
    out.printf(
        "%n%d violation%s; journals, logs and data are in %s%n",
        verdict.violations().size(), verdict.violations().size() == 1 ? "" : "s", folder);
  }
}
