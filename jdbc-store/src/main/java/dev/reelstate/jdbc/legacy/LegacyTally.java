package dev.reelstate.jdbc.legacy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Counts the outcomes of rows for the report. Not thread-safe. */
final class LegacyTally {

  /** The counts of one table. */
  static final class Count {
    long read;
    long imported;
    long known;
    long leftOut;
    long broken;

    private LegacyReport.Rows rows() {
      return new LegacyReport.Rows(read, imported, known, leftOut, broken);
    }
  }

  final Count videos = new Count();
  final Count annotations = new Count();
  long revisions;
  long estimatedTimes;
  private final List<String> notes = new ArrayList<>();
  private final List<LegacyProblem> problems = new ArrayList<>();
  private final Consumer<LegacyProblem> listener;
  private long problemCount;

  LegacyTally(Consumer<LegacyProblem> listener) {
    this.listener = listener;
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  void add(LegacyProblem problem) {
    problemCount++;
    if (problems.size() < LegacyReport.MOST_PROBLEMS) {
      problems.add(problem);
    }
    listener.accept(problem);
  }

  LegacyReport report() {
    return new LegacyReport(
        videos.rows(),
        annotations.rows(),
        revisions,
        estimatedTimes,
        notes,
        problems,
        problemCount);
  }
}
