package dev.reelstate.examples.detect.overlay;

import java.awt.Graphics2D;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Letters of five by seven points, drawn as squares: servers often have no fonts, and Java cannot
 * write without. Small letters look like capitals, and other characters like a box.
 */
final class Glyphs {

  /** From one letter to the next, in points. */
  static final int ADVANCE = 6;

  /** How tall a letter is, in points. */
  static final int HEIGHT = 7;

  private static final int WIDTH = 5;

  /** Of each character seven rows, from top to bottom: five points as a digit of base 32. */
  private static final Map<Integer, String> ROWS = new HashMap<>();

  static {
    String[] shapes = {
      "A ehhvhhh", "B uhhuhhu", "C fgggggf", "D uhhhhhu", "E vgguggv", "F vgguggg", "G fggnhhf",
      "H hhhvhhh", "I e44444e", "J 72222ic", "K hikokih", "L ggggggv", "M hrllhhh", "N hppljjh",
      "O ehhhhhe", "P uhhuggg", "Q ehhhlid", "R uhhukih", "S fgge11u", "T v444444", "U hhhhhhe",
      "V hhhhha4", "W hhhllrh", "X hha4ahh", "Y hha4444", "Z v1248gv", "0 ehjlphe", "1 4c4444e",
      "2 eh1248v", "3 v2421he", "4 26aiv22", "5 vgu11he", "6 68guhhe", "7 v124888", "8 ehhehhe",
      "9 ehhf12c", ". 00000cc", ", 0000448", ": 0cc0cc0", "- 000v000", "_ 000000v", "/ 01248g0",
      "% op248j3", "# aavavaa", "+ 044v440", "( 2488842", ") 8422248",
    };
    for (String shape : shapes) {
      ROWS.put((int) shape.charAt(0), shape.substring(2));
    }
    ROWS.put((int) ' ', "0000000");
  }

  private static final String OTHER = "vhhhhhv";

  private Glyphs() {}

  /** How wide a text is, in points. */
  static int width(String text) {
    return text.isEmpty() ? 0 : text.codePointCount(0, text.length()) * ADVANCE - 1;
  }

  /**
   * Draws a text in the colour that is set.
   *
   * @param left where it begins, in pixels
   * @param top where it begins, in pixels
   * @param point how large a point is, in pixels
   */
  static void draw(Graphics2D graphics, String text, int left, int top, int point) {
    int x = left;
    for (int letter : text.toUpperCase(Locale.ROOT).codePoints().toArray()) {
      String rows = ROWS.getOrDefault(letter, OTHER);
      for (int row = 0; row < HEIGHT; row++) {
        int points = Character.digit(rows.charAt(row), 32);
        for (int column = 0; column < WIDTH; column++) {
          if ((points >> (WIDTH - 1 - column) & 1) == 1) {
            graphics.fillRect(x + column * point, top + row * point, point, point);
          }
        }
      }
      x += ADVANCE * point;
    }
  }
}
