package dev.reelstate.examples.convert;

import dev.reelstate.processing.format.PixelConvention;
import org.jspecify.annotations.Nullable;

/**
 * What a file does not say of itself.
 *
 * @param firstFrame what the first frame is called, 0 or 1
 * @param pixels what coordinates mean
 * @param size the size of pictures whose size is not known, or null
 */
record FormatSettings(
    int firstFrame, PixelConvention pixels, @Nullable PictureSize size) {

  private static final int USUAL_FIRST_FRAME = 1;

  /** With what most files mean where nothing is given. */
  static FormatSettings of(
      @Nullable Integer firstFrame, @Nullable PixelConvention pixels, @Nullable PictureSize size) {
    return new FormatSettings(
        firstFrame == null ? USUAL_FIRST_FRAME : firstFrame,
        pixels == null ? PixelConvention.CONTINUOUS : pixels,
        size);
  }
}
