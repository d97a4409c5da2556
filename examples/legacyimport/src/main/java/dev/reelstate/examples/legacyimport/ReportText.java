package dev.reelstate.examples.legacyimport;

import dev.reelstate.jdbc.legacy.LegacyProblem;
import dev.reelstate.jdbc.legacy.LegacyReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints the result of an import for people. */
record ReportText(PrintStream out) {

  private static final int SHOWN = 20;

  /** Prints a report. */
  void print(LegacyReport report, @Nullable Path problems) {
    out.println("Videos:       " + rows(report.videos()));
    out.println("Annotations:  " + rows(report.annotations()));
    out.println("Ground truth: " + counted(report.revisions(), "revision")
        + (report.estimatedTimes() == 0
            ? ""
            : ", with times estimated from frame number and rate for "
                + counted(report.estimatedTimes(), "frame")));
    report.notes().forEach(note -> out.println("Note: " + note));
    for (LegacyProblem problem : report.problems().stream().limit(SHOWN).toList()) {
      out.println("Not imported: " + problem);
    }
    long more = report.problemCount() - SHOWN;
    if (more > 0) {
      out.println("And " + counted(more, "more problem") + "; "
          + (problems == null
              ? "--problems FILE writes all problems to a file."
              : problems + " lists all problems."));
    } else if (report.isClean()) {
      out.println("No problems were found.");
    }
  }

  private static String rows(LegacyReport.Rows rows) {
    List<String> parts = new ArrayList<>(List.of(number(rows.imported()) + " imported"));
    add(parts, rows.known(), "already known");
    add(parts, rows.leftOut(), "of deleted videos skipped");
    add(parts, rows.broken(), "broken");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(number(count) + " " + what);
    }
  }

  private static String counted(long number, String what) {
    return number(number) + " " + what + (number == 1 ? "" : "s");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
