package dev.reelstate.processing.media.still;

import java.util.Arrays;

/** The brightness of all pixels of a picture. */
final class Luma {

  private static final int COLUMNS = 32;
  private static final int ROWS = 18;

  /** Darker pixels are black. */
  static final int BLACK = 26;

  /** Neighbours that differ by no more than this belong to the same flat area. */
  private static final int FLAT = 2;

  private final byte[] pixels;
  private final int width;
  private final int height;

  Luma(byte[] pixels, int width, int height) {
    this.pixels = pixels;
    this.width = width;
    this.height = height;
  }

  private int at(int x, int y) {
    return pixels[y * width + x] & 0xFF;
  }

  /** How many pixels there are. */
  int size() {
    return pixels.length;
  }

  int[] counts() {
    int[] counts = new int[256];
    for (byte pixel : pixels) {
      counts[pixel & 0xFF]++;
    }
    return counts;
  }

  double mean() {
    double sum = 0;
    for (byte pixel : pixels) {
      sum += pixel & 0xFF;
    }
    return sum / pixels.length;
  }

  double darkerThan(int limit, int[] counts) {
    long sum = 0;
    for (int value = 0; value < limit; value++) {
      sum += counts[value];
    }
    return (double) sum / pixels.length;
  }

  /**
   * How strongly pixels differ from all around them where the picture is sharpest, as a subject may
   * be before a ground out of focus: the Laplacian of the tenth of the fields where it is largest.
   */
  double sharpness() {
    double[] squares = new double[COLUMNS * ROWS];
    int[] count = new int[squares.length];
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        double value = 4 * at(x, y) - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1);
        int field = y * ROWS / height * COLUMNS + x * COLUMNS / width;
        squares[field] += value * value;
        count[field]++;
      }
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] = count[i] == 0 ? 0 : squares[i] / count[i];
    }
    Arrays.sort(squares);
    return Math.sqrt(squares[squares.length * 9 / 10]);
  }

  /** The mean brightness of the pixels that are not black; 0 if all are. */
  double litMean() {
    long sum = 0;
    int count = 0;
    for (byte pixel : pixels) {
      int value = pixel & 0xFF;
      sum += value >= BLACK ? value : 0;
      count += value >= BLACK ? 1 : 0;
    }
    return count == 0 ? 0 : (double) sum / count;
  }

  /** The share of pixels that hardly differ from those to the left and above. */
  double flat() {
    return alike(FLAT, 0);
  }

  /**
   * The share of pixels exactly as bright as those to the left and above, of those that are not
   * black. Areas of one colour that were drawn are, even once encoded; those that a camera saw are
   * not quite.
   */
  double drawn() {
    return alike(0, BLACK);
  }

  private double alike(int difference, int darkest) {
    int alike = 0;
    int count = 0;
    for (int y = 1; y < height; y++) {
      for (int x = 1; x < width; x++) {
        int value = at(x, y);
        if (value >= darkest) {
          boolean same = Math.abs(value - at(x - 1, y)) <= difference
              && Math.abs(value - at(x, y - 1)) <= difference;
          alike += same ? 1 : 0;
          count++;
        }
      }
    }
    return count == 0 ? 1 : (double) alike / count;
  }

  /** The mean brightness of each field of a grid. */
  double[] fields() {
    double[] fields = new double[COLUMNS * ROWS];
    for (int i = 0; i < fields.length; i++) {
      int left = i % COLUMNS * width / COLUMNS;
      int top = i / COLUMNS * height / ROWS;
      int right = Math.max(left + 1, (i % COLUMNS + 1) * width / COLUMNS);
      int bottom = Math.max(top + 1, (i / COLUMNS + 1) * height / ROWS);
      int sum = 0;
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          sum += at(x, y);
        }
      }
      fields[i] = (double) sum / ((right - left) * (bottom - top));
    }
    return fields;
  }
}
