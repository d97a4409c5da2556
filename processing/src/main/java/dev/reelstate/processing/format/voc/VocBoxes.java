package dev.reelstate.processing.format.voc;

import dev.reelstate.annotation.Box;
import dev.reelstate.processing.format.PixelConvention;
import dev.reelstate.processing.format.io.Numbers;

/** Boxes by their edges. A right or lower edge in pixels from 1 is inside of the box. */
final class VocBoxes {

  private VocBoxes() {}

  static Box box(PixelConvention pixels, String left, String top, String right, String bottom) {
    return Numbers.between(
        Numbers.pixels("xmin", left) - pixels.first(),
        Numbers.pixels("ymin", top) - pixels.first(),
        Numbers.pixels("xmax", right),
        Numbers.pixels("ymax", bottom));
  }

  static String left(PixelConvention pixels, Box box) {
    return Numbers.text(box.x() + pixels.first());
  }

  static String top(PixelConvention pixels, Box box) {
    return Numbers.text(box.y() + pixels.first());
  }

  static String right(Box box) {
    return Numbers.text(box.right());
  }

  static String bottom(Box box) {
    return Numbers.text(box.bottom());
  }
}
