package dev.reelstate.processing.format.mot;

import dev.reelstate.processing.format.io.Lines;
import dev.reelstate.processing.format.io.Refusal;
import java.nio.file.Path;

/**
 * Reads the lines of a file, all with the same number of columns: one with fewer was cut off. Not
 * thread-safe.
 */
final class MotLines {

  /** Takes one line. */
  @FunctionalInterface
  interface Taker {
    /**
     * Takes a line.
     *
     * @param number from 1
     */
    void take(MotRow row, long number);
  }

  private final MotSettings settings;
  private int columns;

  private MotLines(MotSettings settings) {
    this.settings = settings;
  }

  /** Hands on every line that is not blank; a {@link Refusal} is one of that line. */
  static void read(Path file, MotSettings settings, Taker taker) {
    MotLines lines = new MotLines(settings);
    Lines.read(file, (line, number) -> taker.take(lines.row(line), number));
  }

  private MotRow row(String line) {
    MotRow row = MotRow.parse(line, settings);
    if (columns != 0 && row.columns() != columns) {
      throw new Refusal("The lines before have %d columns, but this one has %d."
          .formatted(columns, row.columns()));
    }
    columns = row.columns();
    return row;
  }
}
