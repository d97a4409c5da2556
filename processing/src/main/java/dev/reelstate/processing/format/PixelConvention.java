package dev.reelstate.processing.format;

import dev.reelstate.annotation.Box;

/**
 * What the coordinates of a file mean. Formats whose definition counts pixels from 1 are mostly
 * written by tools that do not, and a file does not say which it is.
 */
public enum PixelConvention {

  /** Distances from the upper left corner of the picture, as in {@link Box}. */
  CONTINUOUS(0),

  /**
   * Numbers of pixels, of which the first is 1. A right or lower edge names the last pixel that
   * belongs to the box.
   */
  FROM_ONE(1);

  private final int first;

  PixelConvention(int first) {
    this.first = first;
  }

  /** The coordinate of the first pixel: 0 or 1. */
  public int first() {
    return first;
  }
}
