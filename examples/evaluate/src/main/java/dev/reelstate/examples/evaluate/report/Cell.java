package dev.reelstate.examples.evaluate.report;

/**
 * A cell of a table.
 *
 * @param text its text
 * @param style its classes in the style sheet, or an empty text
 */
public record Cell(String text, String style) {

  /** Words, on the left. */
  public static Cell text(String text) {
    return new Cell(text, "");
  }

  /** A number, on the right. */
  public static Cell number(String text) {
    return new Cell(text, "number");
  }

  /**
   * A number on a coloured ground.
   *
   * @param shade how strong the colour is, from 0 for none to 9
   * @param color {@code good} or {@code bad}
   */
  public static Cell shaded(String text, int shade, String color) {
    return new Cell(text, "number " + color + shade);
  }
}
