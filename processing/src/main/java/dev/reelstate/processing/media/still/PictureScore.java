package dev.reelstate.processing.media.still;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * How well a picture represents a film: rich in contrast, sharp, neither black nor blown out.
 *
 * @param mean mean brightness, 0 to 255
 * @param spread standard deviation of brightness
 * @param detail mean difference between neighbouring pixels in a row
 */
public record PictureScore(double mean, double spread, double detail) {

  /** Enough rows to judge by. */
  private static final int ROWS = 180;

  private static final double FLAT = 6;
  private static final double DARK = 32;
  private static final double BRIGHT = 224;

  /** Scores the brightness of a full-range picture. */
  public static PictureScore of(AVFrame picture) {
    int width = picture.width();
    int step = Math.max(1, picture.height() / ROWS);
    byte[] row = new byte[width];
    long count = 0;
    double sum = 0;
    double squares = 0;
    double steps = 0;
    BytePointer luma = picture.data(0);
    for (int y = 0; y < picture.height(); y += step) {
      luma.position((long) y * picture.linesize(0)).get(row);
      for (int x = 0; x < width; x++) {
        int value = row[x] & 0xFF;
        sum += value;
        squares += (double) value * value;
        steps += x == 0 ? 0 : Math.abs(value - (row[x - 1] & 0xFF));
      }
      count += width;
    }
    double mean = sum / count;
    return new PictureScore(
        mean, Math.sqrt(Math.max(0, squares / count - mean * mean)), steps / count);
  }

  /** Larger is better; flat, black or blown-out pictures rank below all others. */
  double value() {
    double base = spread + 2 * detail;
    if (spread < FLAT) {
      return base / 100;
    }
    return mean < DARK || mean > BRIGHT ? base / 10 : base;
  }
}
