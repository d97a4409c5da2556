package dev.reelstate.processing.media.still;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * What a picture looks like, measured so that pictures can be judged and compared. Immutable.
 *
 * <p>Values depend on the size of the picture: compare only those of one size.
 */
public final class Look {

  /** A field has changed if its brightness differs by more than this, of 255. */
  private static final int CHANGED = 24;

  /** With a larger share of changed fields, another scene is on screen. */
  private static final double OTHER_SCENE = 0.5;

  /** Brighter pixels show nothing, or are the letters of a title. */
  private static final int WHITE = 240;

  private final double mean;
  private final int low;
  private final int high;
  private final double black;
  private final double white;
  private final double sharpness;
  private final double lit;
  private final double flat;
  private final double drawn;
  private final double colour;
  private final double[] fields;

  private Look(Luma luma, double colour) {
    int[] counts = luma.counts();
    int pixels = luma.size();
    this.mean = luma.mean();
    this.low = percentile(counts, 0.05 * pixels);
    this.high = percentile(counts, 0.95 * pixels);
    this.black = luma.darkerThan(Luma.BLACK, counts);
    this.white = 1 - luma.darkerThan(WHITE, counts);
    this.sharpness = luma.sharpness();
    this.lit = luma.litMean();
    this.flat = luma.flat();
    this.drawn = luma.drawn();
    this.fields = luma.fields();
    this.colour = colour;
  }

  /** Measures a full-range picture in yuvj420p; the caller keeps ownership. */
  public static Look of(AVFrame picture) {
    int width = (picture.width() + 1) / 2;
    int height = (picture.height() + 1) / 2;
    Spread blue = Spread.of(plane(picture, 1, width, height));
    Spread red = Spread.of(plane(picture, 2, width, height));
    double varied = Math.sqrt(blue.variance() + red.variance());
    double tinted = Math.hypot(blue.mean() - 128, red.mean() - 128);
    byte[] luma = plane(picture, 0, picture.width(), picture.height());
    return new Look(new Luma(luma, picture.width(), picture.height()), varied + 0.3 * tinted);
  }

  private static byte[] plane(AVFrame picture, int plane, int width, int height) {
    byte[] bytes = new byte[width * height];
    BytePointer from = picture.data(plane);
    for (int y = 0; y < height; y++) {
      from.position((long) y * picture.linesize(plane)).get(bytes, y * width, width);
    }
    return bytes;
  }

  private static int percentile(int[] counts, double pixels) {
    long sum = 0;
    for (int value = 0; value < counts.length; value++) {
      sum += counts[value];
      if (sum >= pixels) {
        return value;
      }
    }
    return counts.length - 1;
  }

  /** Mean brightness, 0 to 255. */
  public double mean() {
    return mean;
  }

  /** How much brighter the brightest parts are than the darkest, 0 to 255. */
  double contrast() {
    return high - low;
  }

  /** How strongly pixels differ from all around them where it is sharpest; some 35 if in focus. */
  double sharpness() {
    return sharpness;
  }

  /** The share of pixels that hardly differ from their neighbours, 0 to 1. */
  double flat() {
    return flat;
  }

  /** The share of pixels in areas of one colour, of those that are not black, 0 to 1. */
  double drawn() {
    return drawn;
  }

  /** The share of pixels that are black, 0 to 1. */
  double black() {
    return black;
  }

  /** Mean brightness of what is not black, 0 to 255. */
  double lit() {
    return lit;
  }

  /** How much colours differ from each other and from grey; some 20 in a usual picture. */
  double colour() {
    return colour;
  }

  /** The share of pixels that are white, 0 to 1. */
  double white() {
    return white;
  }

  /** Whether the picture is black, as libav's blackdetect would have it. */
  boolean isBlack() {
    return black >= 0.98;
  }

  /** Whether another scene is on screen than in another picture. */
  boolean isOtherSceneThan(Look other) {
    int count = 0;
    for (int i = 0; i < fields.length; i++) {
      count += Math.abs(fields[i] - other.fields[i]) > CHANGED ? 1 : 0;
    }
    return count > OTHER_SCENE * fields.length;
  }

  /** Mean difference in brightness from another picture, 0 to 255. */
  double difference(Look other) {
    double sum = 0;
    for (int i = 0; i < fields.length; i++) {
      sum += Math.abs(fields[i] - other.fields[i]);
    }
    return sum / fields.length;
  }

  /**
   * How evenly the picture lies between one before and one after it: 0 if each of its fields is the
   * mean of theirs, as in a fade; 1 if all change is on one side. Moving things are nearer to 1.
   */
  double unevenness(Look before, Look after) {
    double bent = 0;
    double all = 0;
    for (int i = 0; i < fields.length; i++) {
      double to = fields[i] - before.fields[i];
      double from = after.fields[i] - fields[i];
      bent += Math.abs(from - to);
      all += Math.abs(from) + Math.abs(to);
    }
    return all == 0 ? 1 : bent / all;
  }

  /** Mean and variance of the values in a plane. */
  private record Spread(double mean, double variance) {

    static Spread of(byte[] plane) {
      double sum = 0;
      double squares = 0;
      for (byte sample : plane) {
        int value = sample & 0xFF;
        sum += value;
        squares += (double) value * value;
      }
      double mean = sum / plane.length;
      return new Spread(mean, Math.max(0, squares / plane.length - mean * mean));
    }
  }
}
