package dev.reelstate.jdbc.legacy;

import dev.reelstate.annotation.Box;
import org.jspecify.annotations.Nullable;

/**
 * A box of the earlier platform, given by its upper left corner, in pixels or in fractions of the
 * picture. Immutable and thread-safe.
 */
record LegacyBox(double x, double y, double width, double height) {

  /** More pixels than any picture has. */
  private static final double FARTHEST = 1_000_000;

  /** The width or height of a box. */
  static double extent(Object value) {
    double extent = LegacyValues.real(value);
    if (extent <= 0) {
      throw new IllegalArgumentException("but must be positive");
    }
    return extent;
  }

  /**
   * The box in pixels of a picture. If it makes no sense there, breaks the row and returns null.
   */
  @Nullable
  Box in(LegacyValues.@Nullable Size picture, LegacyImport.Boxes boxes, LegacyRow row) {
    if (boxes == LegacyImport.Boxes.FRACTIONS) {
      if (picture == null) {
        row.refuse("x", "but the video has no resolution that it could be a fraction of");
        return null;
      }
      return scaled(picture).placed(picture, row);
    }
    if (x >= 0 && y >= 0 && x + width <= 1 && y + height <= 1) {
      row.refuse("width", "so the box is smaller than a pixel; is it a fraction of the picture?");
      return null;
    }
    return placed(picture, row);
  }

  private LegacyBox scaled(LegacyValues.Size picture) {
    return new LegacyBox(
        x * picture.width(),
        y * picture.height(),
        width * picture.width(),
        height * picture.height());
  }

  private @Nullable Box placed(LegacyValues.@Nullable Size picture, LegacyRow row) {
    double right = picture == null ? FARTHEST : picture.width();
    double bottom = picture == null ? FARTHEST : picture.height();
    String where = picture == null ? "of any size" : "of " + picture;
    if (x >= right || x + width <= 0 || width > FARTHEST) {
      row.refuse("x", "so the box is outside a picture " + where);
    } else if (y >= bottom || y + height <= 0 || height > FARTHEST) {
      row.refuse("y", "so the box is outside a picture " + where);
    }
    return row.isBroken() ? null : new Box(x, y, width, height);
  }
}
