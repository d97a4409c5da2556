package dev.reelstate.processing.detect;

import dev.reelstate.annotation.Box;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.detect.Network.InputSize;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * How a picture is fitted into the input of a model, and the way back. Bilinear, with pixels'
 * centers mapped onto each other, as models are usually trained.
 *
 * @param input the size of the model's input
 * @param scaleX from the picture to the input
 * @param scaleY from the picture to the input
 * @param left where the picture begins in the input, in whole pixels
 * @param top where the picture begins in the input, in whole pixels
 * @param width of the picture in the input
 * @param height of the picture in the input
 */
record Letterbox(
    InputSize input, double scaleX, double scaleY, int left, int top, int width, int height) {

  /** The grey of the bars, as YOLO is trained with. */
  private static final int GREY = 114;

  /** In the middle of the input, with its proportions kept, and bars on two sides. */
  static Letterbox fitting(int width, int height, InputSize input) {
    double scale = Math.min((double) input.width() / width, (double) input.height() / height);
    int scaledWidth = Math.max(1, (int) Math.round(width * scale));
    int scaledHeight = Math.max(1, (int) Math.round(height * scale));
    return new Letterbox(
        input,
        (double) scaledWidth / width,
        (double) scaledHeight / height,
        (input.width() - scaledWidth) / 2,
        (input.height() - scaledHeight) / 2,
        scaledWidth,
        scaledHeight);
  }

  /** Over the whole input, whatever that does to its proportions. */
  static Letterbox stretching(int width, int height, InputSize input) {
    return new Letterbox(
        input,
        (double) input.width() / width,
        (double) input.height() / height,
        0,
        0,
        input.width(),
        input.height());
  }

  /** A box in pixels of the input, in pixels of the picture. */
  Box back(double x, double y, double boxWidth, double boxHeight) {
    return new Box((x - left) / scaleX, (y - top) / scaleY, boxWidth / scaleX, boxHeight / scaleY);
  }

  /** Writes the picture into the planes of an input, with the bars around it. */
  void draw(Picture picture, Normalization normalization, FloatBuffer planes) {
    int plane = input.width() * input.height();
    for (int channel = 0; channel < 3; channel++) {
      float bar = normalization.of(GREY, channel);
      for (int i = 0; i < plane; i++) {
        planes.put(channel * plane + i, bar);
      }
    }
    ByteBuffer pixels = picture.pixels();
    byte[] upper = new byte[picture.width() * Picture.PIXEL];
    byte[] lower = new byte[upper.length];
    Columns columns = new Columns(picture.width(), width, scaleX);
    for (int y = 0; y < height; y++) {
      double source = Columns.source(y, scaleY, picture.height());
      int row = (int) source;
      pixels.get(row * picture.stride(), upper);
      pixels.get(Math.min(row + 1, picture.height() - 1) * picture.stride(), lower);
      float down = (float) (source - row);
      int start = (top + y) * input.width() + left;
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          int blue = Picture.PIXEL - 1 - channel;
          float above = columns.mix(upper, x, blue);
          float value = above + (columns.mix(lower, x, blue) - above) * down;
          planes.put(channel * plane + start + x, normalization.of(value, channel));
        }
      }
    }
  }

  /** Where the columns of the input lie in a row of the picture. */
  private static final class Columns {

    private final int[] from;
    private final int[] to;
    private final float[] part;

    Columns(int length, int scaledLength, double scale) {
      from = new int[scaledLength];
      to = new int[scaledLength];
      part = new float[scaledLength];
      for (int x = 0; x < scaledLength; x++) {
        double source = source(x, scale, length);
        int column = (int) source;
        from[x] = column * Picture.PIXEL;
        to[x] = Math.min(column + 1, length - 1) * Picture.PIXEL;
        part[x] = (float) (source - column);
      }
    }

    float mix(byte[] row, int x, int offset) {
      float one = row[from[x] + offset] & 0xff;
      float other = row[to[x] + offset] & 0xff;
      return one + (other - one) * part[x];
    }

    static double source(int position, double scale, int length) {
      return Math.min(Math.max((position + 0.5) / scale - 0.5, 0), length - 1);
    }
  }
}
