package dev.reelstate.examples.evaluate.report;

import java.util.List;

/**
 * A table; the first cell of each row is its heading.
 *
 * @param caption what it shows
 * @param head the headings of the columns
 * @param rows the rows, each as long as the head
 */
public record Table(String caption, List<Cell> head, List<Row> rows) {

  /**
   * A row.
   *
   * @param heading the first cell
   * @param cells the others
   */
  public record Row(Cell heading, List<Cell> cells) {

    /** A row of cells, of which the first is the heading. */
    public static Row of(List<Cell> cells) {
      return new Row(cells.get(0), cells.subList(1, cells.size()));
    }
  }
}
