package dev.reelstate.annotation;

import java.util.stream.DoubleStream;

/**
 * A rectangle in upright display pixels, as a viewer sees them: after rotation and with square
 * pixels. Coordinates are continuous and start at the upper left corner of the picture; the first
 * pixel covers 0 to 1. A box may extend beyond the picture. Immutable and thread-safe.
 *
 * @param x left edge, finite
 * @param y upper edge, finite
 * @param width not negative, finite; a box without width or height overlaps nothing
 * @param height not negative, finite
 */
public record Box(double x, double y, double width, double height) {

  /**
   * Checks the ranges and turns negative zero into zero, so that equal boxes have equal bits.
   *
   * @throws IllegalArgumentException if a number is not finite, or width or height negative
   */
  public Box {
    if (!DoubleStream.of(x, y, width, height).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("A box's coordinates must be finite.");
    }
    if (width < 0 || height < 0) {
      throw new IllegalArgumentException("A box's width and height must not be negative, but are "
          + width + " by " + height + ".");
    }
    x += 0.0;
    y += 0.0;
    width += 0.0;
    height += 0.0;
  }

  /** Width times height, in square pixels. */
  public double area() {
    return width * height;
  }

  /** Whether it has no width or no height. */
  public boolean isEmpty() {
    return width == 0 || height == 0;
  }

  /** The right edge, exclusive. */
  public double right() {
    return x + width;
  }

  /** The lower edge, exclusive. */
  public double bottom() {
    return y + height;
  }
}
