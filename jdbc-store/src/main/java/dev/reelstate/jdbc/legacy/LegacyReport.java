package dev.reelstate.jdbc.legacy;

import java.util.List;

/**
 * The result of an import. Immutable and thread-safe.
 *
 * <p>Every row read counts as exactly one of imported, known, left out or broken.
 *
 * @param videos the outcome for the rows of {@code videos}
 * @param annotations the outcome for the rows of {@code ground_truth_objects}
 * @param revisions the number of ground-truth revisions saved
 * @param estimatedTimes the number of their frames whose time is only an estimate, from frame
 *     number and frame rate
 * @param notes facts about the database as a whole, one sentence each: missing columns and the
 *     consequences, and columns that are not imported
 * @param problems why rows are broken: the first {@value #MOST_PROBLEMS} problems; the listener of
 *     the import receives all of them
 * @param problemCount the total number of problems
 */
public record LegacyReport(
    Rows videos,
    Rows annotations,
    long revisions,
    long estimatedTimes,
    List<String> notes,
    List<LegacyProblem> problems,
    long problemCount) {

  /** The most problems that a report holds. */
  public static final int MOST_PROBLEMS = 1000;

  /**
   * The outcome for the rows of a table.
   *
   * @param read the number of rows
   * @param imported the rows imported by this run
   * @param known the rows imported by an earlier run, which were not changed
   * @param leftOut the rows of videos that are deleted, in the earlier platform or in the store
   * @param broken the rows not imported because of a problem
   */
  public record Rows(long read, long imported, long known, long leftOut, long broken) {}

  /** Copies the lists. */
  public LegacyReport {
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
  }

  /** Whether every row was imported, now or before, or belongs to a deleted video. */
  public boolean isClean() {
    return problemCount == 0;
  }
}
