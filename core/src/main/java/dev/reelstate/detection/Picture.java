package dev.reelstate.detection;

import dev.reelstate.annotation.FrameRef;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * One picture as a viewer sees it: upright, with square pixels, of three bytes each in the order
 * blue, green, red, from left to right and from top to bottom. It is lent for a call: its memory
 * belongs to the caller, who may use it for the next picture as soon as the call returns.
 *
 * @param frame which frame it shows
 * @param width in pixels, positive
 * @param height in pixels, positive
 * @param stride bytes from one row to the next, at least three times the width
 * @param pixels the first row begins at its position; direct, or on the heap at the cost of a copy.
 *     Read-only views of it are handed out, each with a position of its own
 */
public record Picture(FrameRef frame, int width, int height, int stride, ByteBuffer pixels) {

  /** Bytes of a pixel. */
  public static final int PIXEL = 3;

  /**
   * Checks that the buffer holds all pixels.
   *
   * @throws IllegalArgumentException if the size is not positive or the buffer too small
   */
  public Picture {
    Objects.requireNonNull(frame, "frame");
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException(
          "A picture has pixels, but this one is " + width + " by " + height + ".");
    }
    if (stride < (long) width * PIXEL) {
      throw new IllegalArgumentException(
          "A row of " + width + " pixels does not fit into " + stride + " bytes.");
    }
    long needed = (long) stride * (height - 1) + (long) width * PIXEL;
    pixels = pixels.slice().asReadOnlyBuffer();
    if (pixels.remaining() < needed) {
      throw new IllegalArgumentException("A picture of " + width + " by " + height + " needs "
          + needed + " bytes, but there are " + pixels.remaining() + ".");
    }
  }

  /** A read-only view of the pixels, whose position is that of the first one. */
  @Override
  public ByteBuffer pixels() {
    return pixels.duplicate();
  }
}
