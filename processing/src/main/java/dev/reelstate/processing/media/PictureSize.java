package dev.reelstate.processing.media;

/** The size of a picture in pixels. */
public record PictureSize(int width, int height) {

  public PictureSize swapped() {
    return new PictureSize(height, width);
  }

  /**
   * The largest size of the same shape that fits in a box and is no larger than this one. Both
   * sides are even.
   */
  public PictureSize within(int maxWidth, int maxHeight) {
    double scale = Math.min(1, Math.min((double) maxWidth / width, (double) maxHeight / height));
    return new PictureSize(even(width * scale), even(height * scale));
  }

  public boolean covers(PictureSize other) {
    return width >= other.width && height >= other.height;
  }

  public static int even(double side) {
    return Math.max(2, (int) Math.round(side / 2) * 2);
  }
}
