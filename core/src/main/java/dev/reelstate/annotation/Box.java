package dev.reelstate.annotation;

import java.util.stream.DoubleStream;

/**
 * A rectangle in upright display pixels: those that a viewer sees, after rotation and with square
 * pixels. Coordinates are continuous, from the upper left corner of the picture; the first pixel
 * covers 0 to 1. A box may reach beyond the picture. Immutable and thread-safe.
 *
 * @param x left edge, finite
 * @param y upper edge, finite
 * @param width greater than 0, finite
 * @param height greater than 0, finite
 */
public record Box(double x, double y, double width, double height) {

  /**
   * Checks the ranges. There is no negative zero in a box, so equal boxes have equal bits.
   *
   * @throws IllegalArgumentException if a number is not finite, or width or height not positive
   */
  public Box {
    if (!DoubleStream.of(x, y, width, height).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("A box has finite coordinates.");
    }
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException(
          "A box has an extent, not " + width + " by " + height + ".");
    }
    x += 0.0;
    y += 0.0;
  }

  /** The edge on the right, which does not belong to the box. */
  public double right() {
    return x + width;
  }

  /** The lower edge, which does not belong to the box. */
  public double bottom() {
    return y + height;
  }
}
