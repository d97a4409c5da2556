package dev.reelstate.jdbc.legacy;

import dev.reelstate.annotation.Box;
import org.jspecify.annotations.Nullable;

/**
 * A box as the earlier platform has it, by its upper left corner, in pixels or in fractions of the
 * picture. Immutable and thread-safe.
 */
record LegacyBox(double x, double y, double width, double height) {

  /** More than any picture has. */
  private static final double FAREST = 1_000_000;

  /** The width or height of a box. */
  static double extent(Object value) {
    double extent = LegacyValues.real(value);
    if (extent <= 0) {
      throw new IllegalArgumentException("and a box has an extent");
    }
    return extent;
  }

  /** The box in pixels of a picture, or null if it makes no sense there, and the row is told. */
  @Nullable
  Box in(LegacyValues.@Nullable Size picture, LegacyImport.Boxes boxes, LegacyRow row) {
    if (boxes == LegacyImport.Boxes.FRACTIONS) {
      if (picture == null) {
        row.refuse("x", "and the video has no resolution of which it could be a fraction");
        return null;
      }
      return scaled(picture).placed(picture, row);
    }
    if (x >= 0 && y >= 0 && x + width <= 1 && y + height <= 1) {
      row.refuse("width", "so the box lies within one pixel; is it a fraction of the picture?");
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
    double right = picture == null ? FAREST : picture.width();
    double bottom = picture == null ? FAREST : picture.height();
    String where = picture == null ? "of any size" : "of " + picture;
    if (x >= right || x + width <= 0 || width > FAREST) {
      row.refuse("x", "so the box lies outside of a picture " + where);
    } else if (y >= bottom || y + height <= 0 || height > FAREST) {
      row.refuse("y", "so the box lies outside of a picture " + where);
    }
    return row.isBroken() ? null : new Box(x, y, width, height);
  }
}
