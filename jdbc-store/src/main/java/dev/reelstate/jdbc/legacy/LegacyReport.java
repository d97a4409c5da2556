package dev.reelstate.jdbc.legacy;

import java.util.List;

/**
 * What an import has done. Immutable and thread-safe.
 *
 * <p>Every row read is in exactly one of the numbers: imported, known, left out or broken.
 *
 * @param videos what became of the rows of {@code videos}
 * @param annotations what became of the rows of {@code ground_truth_objects}
 * @param revisions how many revisions of ground truth were saved
 * @param estimatedTimes how many frames of those have a time that was only reckoned from their
 *     number and the frame rate
 * @param notes what is to be known of the database as a whole: columns that are missing and what
 *     that means, columns that are not imported; a sentence each
 * @param problems why rows are broken: the first {@value #MOST_PROBLEMS}; all go to the listener of
 *     the import
 * @param problemCount how many problems there are
 */
public record LegacyReport(
    Rows videos,
    Rows annotations,
    long revisions,
    long estimatedTimes,
    List<String> notes,
    List<LegacyProblem> problems,
    long problemCount) {

  /** How many problems a report holds at most. */
  public static final int MOST_PROBLEMS = 1000;

  /**
   * What became of the rows of a table.
   *
   * @param read how many there are
   * @param imported how many were imported now
   * @param known how many had been imported before, and were not changed
   * @param leftOut how many belong to videos that are deleted, there or here
   * @param broken how many were not imported, as a problem says
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
