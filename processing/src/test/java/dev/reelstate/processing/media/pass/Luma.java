package dev.reelstate.processing.media.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Brightness of a picture, row by row. */
final class Luma {

  private final int width;
  private final int height;
  private final int[] values;

  Luma(int width, int height, int[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  int at(int x, int y) {
    return values[y * width + x];
  }

  static Luma of(AVFrame frame) {
    int[] values = new int[frame.width() * frame.height()];
    byte[] row = new byte[frame.width()];
    for (int y = 0; y < frame.height(); y++) {
      frame.data(0).position((long) y * frame.linesize(0)).get(row);
      for (int x = 0; x < row.length; x++) {
        values[y * row.length + x] = row[x] & 0xFF;
      }
    }
    frame.data(0).position(0);
    return new Luma(frame.width(), frame.height(), values);
  }

  /**
   * The brightness of a BT.709 picture in BT.601: the same colours, with more weight on red and
   * blue.
   */
  static Luma inMatrixOfJpeg(AVFrame frame) {
    Luma luma = of(frame);
    int[] values = luma.values.clone();
    for (int i = 0; i < values.length; i++) {
      int x = i % luma.width / 2;
      int y = i / luma.width / 2;
      values[i] += (int) Math.round(
          (0.1016 * chroma(frame, 1, x, y) + 0.1961 * chroma(frame, 2, x, y)) * 219 / 224);
    }
    return new Luma(luma.width, luma.height, values);
  }

  private static int chroma(AVFrame frame, int plane, int x, int y) {
    return (frame.data(plane).get((long) y * frame.linesize(plane) + x) & 0xFF) - 128;
  }

  /**
   * The brightness of a JPEG file, scaled to the range of video. Read without a conversion to RGB,
   * which would clip colours that no screen shows.
   */
  static Luma ofJpeg(Path file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      Raster raster = reader.readRaster(0, null);
      int[] values = new int[raster.getWidth() * raster.getHeight()];
      for (int i = 0; i < values.length; i++) {
        int full = raster.getSample(i % raster.getWidth(), i / raster.getWidth(), 0);
        values[i] = Math.round(16 + full * 219f / 255);
      }
      return new Luma(raster.getWidth(), raster.getHeight(), values);
    } finally {
      reader.dispose();
    }
  }

  /** The brightness after a clockwise turn, then a flip from left to right. */
  Luma seen(int turn, boolean mirrored) {
    boolean swaps = turn % 180 != 0;
    int wide = swaps ? height : width;
    int high = swaps ? width : height;
    int[] seen = new int[values.length];
    for (int y = 0; y < high; y++) {
      for (int x = 0; x < wide; x++) {
        int turned = mirrored ? wide - 1 - x : x;
        seen[y * wide + x] = switch (turn) {
          case 90 -> at(y, height - 1 - turned);
          case 180 -> at(width - 1 - turned, height - 1 - y);
          case 270 -> at(width - 1 - y, turned);
          default -> at(turned, y);
        };
      }
    }
    return new Luma(wide, high, seen);
  }

  /** Mean structural similarity of blocks of 8x8 pixels (Wang et al. 2004). */
  double likeness(Luma other) {
    assertThat(other.width + "x" + other.height).isEqualTo(width + "x" + height);
    double sum = 0;
    int blocks = 0;
    for (int top = 0; top + 8 <= height; top += 4) {
      for (int left = 0; left + 8 <= width; left += 4) {
        sum += block(other, left, top);
        blocks++;
      }
    }
    return sum / blocks;
  }

  private double block(Luma other, int left, int top) {
    double a = 0;
    double b = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (int y = top; y < top + 8; y++) {
      for (int x = left; x < left + 8; x++) {
        double one = at(x, y);
        double two = other.at(x, y);
        a += one;
        b += two;
        aa += one * one;
        bb += two * two;
        ab += one * two;
      }
    }
    double n = 64;
    double c1 = 6.5025;
    double c2 = 58.5225;
    double covariance = ab / n - a / n * (b / n);
    double varianceA = aa / n - a / n * (a / n);
    double varianceB = bb / n - b / n * (b / n);
    return (2 * (a / n) * (b / n) + c1)
        * (2 * covariance + c2)
        / (((a / n) * (a / n) + (b / n) * (b / n) + c1) * (varianceA + varianceB + c2));
  }
}
