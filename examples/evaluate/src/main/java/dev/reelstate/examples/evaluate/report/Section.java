package dev.reelstate.examples.evaluate.report;

import java.util.List;

/**
 * A part of the page.
 *
 * @param title its heading
 * @param note what the reader has to know, or an empty text
 * @param charts charts, side by side where there is room
 * @param tables tables, below each other
 */
public record Section(String title, String note, List<Chart> charts, List<Table> tables) {

  /** A section with charts alone. */
  public static Section ofCharts(String title, String note, List<Chart> charts) {
    return new Section(title, note, charts, List.of());
  }

  /** A section with tables alone. */
  public static Section ofTables(String title, String note, List<Table> tables) {
    return new Section(title, note, List.of(), tables);
  }

  boolean hasCharts() {
    return !charts.isEmpty();
  }
}
