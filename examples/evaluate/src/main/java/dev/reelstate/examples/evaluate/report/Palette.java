package dev.reelstate.examples.evaluate.report;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/** Colours that people with any kind of colour vision tell apart, on white. */
final class Palette {

  /** The colours of Okabe and Ito, without the yellow that is too light for a line. */
  private static final List<Color> COLORS = List.of(
      new Color(0, 114, 178),
      new Color(213, 94, 0),
      new Color(0, 158, 115),
      new Color(204, 121, 167),
      new Color(230, 159, 0),
      new Color(86, 180, 233),
      new Color(60, 60, 60));

  private Palette() {}

  static Color color(int index) {
    return COLORS.get(index % COLORS.size());
  }

  /** As CSS writes it. */
  static String css(int index) {
    return String.format(Locale.ROOT, "#%06x", color(index).getRGB() & 0xffffff);
  }
}
