package dev.reelstate.examples.legacyimport;

import dev.reelstate.jdbc.legacy.LegacyProblem;
import dev.reelstate.jdbc.legacy.LegacyReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an import has done, for people. */
record ReportText(PrintStream out) {

  private static final int SHOWN = 20;

  /** Prints a report. */
  void print(LegacyReport report, @Nullable Path problems) {
    out.println("Videos:       " + rows(report.videos()));
    out.println("Annotations:  " + rows(report.annotations()));
    out.println("Ground truth: " + number(report.revisions()) + " revisions"
        + (report.estimatedTimes() == 0
            ? ""
            : "; the times of " + number(report.estimatedTimes())
                + " frames are estimates, from frame number and rate"));
    report.notes().forEach(note -> out.println("Note: " + note));
    for (LegacyProblem problem : report.problems().stream().limit(SHOWN).toList()) {
      out.println("Not imported: " + problem);
    }
    long more = report.problemCount() - SHOWN;
    if (more > 0) {
      out.println("And " + number(more) + " more problems; "
          + (problems == null
              ? "--problems FILE writes all of them."
              : problems + " has them all."));
    } else if (report.isClean()) {
      out.println("Nothing was left behind.");
    }
  }

  private static String rows(LegacyReport.Rows rows) {
    List<String> parts = new ArrayList<>(List.of(number(rows.imported()) + " imported"));
    add(parts, rows.known(), "known before");
    add(parts, rows.leftOut(), "of deleted videos left out");
    add(parts, rows.broken(), "broken");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(number(count) + " " + what);
    }
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
