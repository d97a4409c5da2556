package dev.reelstate.processing.format.yolo;

import dev.reelstate.processing.format.LabelledImage;
import dev.reelstate.processing.format.io.Refusal;

/**
 * The size of a picture.
 *
 * @param width in pixels, or 0 if it is not known
 * @param height in pixels, or 0 if it is not known
 */
record YoloSize(int width, int height) {

  static final YoloSize UNKNOWN = new YoloSize(0, 0);

  /** The size of an image, or this one if that is not known. */
  YoloSize orOf(LabelledImage image) {
    Integer knownWidth = image.width();
    Integer knownHeight = image.height();
    return knownWidth == null || knownHeight == null ? this : new YoloSize(knownWidth, knownHeight);
  }

  /** The size if it is known. */
  YoloSize known(String image) {
    if (width == 0) {
      throw new Refusal("Boxes are shares of a picture, but the size of \"" + image
          + "\" is not known; it can be set, or stand in sizes.csv.");
    }
    return this;
  }
}
