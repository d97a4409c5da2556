package dev.reelstate.processing.media.picture;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which constant of an encoder stands for a quality: its mean XPSNR over the films on which it was
 * measured, in 480 lines. Between and beyond the measured points it is a straight line.
 *
 * <p>Values of x264 also stand for NVENC, which could not be measured.
 */
final class QualityScale {

  private static final Map<String, NavigableMap<Double, Double>> MEASURED = Map.of(
      EncoderTuning.X264, points(43.8, 16.5, 40.6, 21.3, 37.1, 26, 34.1, 30.1, 30.8, 34.2),
      EncoderTuning.OPEN_H264, points(39.1, 17, 37.3, 23, 34.7, 28, 32.1, 32),
      EncoderTuning.X265, points(42.9, 13.1, 40.5, 18.4, 37.6, 23.7, 34.8, 28.6, 31.7, 33.3),
      EncoderTuning.SVT_AV1, points(43.4, 7, 41.1, 19, 38.7, 31, 35.9, 44, 32.4, 58),
      EncoderTuning.VPX_VP9, points(41.6, 11, 40.0, 21, 38.3, 31, 36.5, 40, 34.7, 50));

  /** No encoder takes a lower constant for one that it does not treat as lossless. */
  private static final double LOWEST = 1;

  /** The last but one of SVT-AV1 and libvpx, whose constants reach furthest. */
  private static final double HIGHEST = 62;

  private QualityScale() {}

  /** Quality in dB and the constant, from high quality to low. */
  private static NavigableMap<Double, Double> points(double... pairs) {
    NavigableMap<Double, Double> points = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      points.put(pairs[i], pairs[i + 1]);
    }
    return points;
  }

  /**
   * The constant of an encoder for a quality.
   *
   * @param xpsnr the quality in dB
   */
  static double constant(String encoder, double xpsnr) {
    NavigableMap<Double, Double> points = MEASURED.get(encoder);
    if (points == null) {
      throw new IllegalArgumentException("The quality of " + encoder + " was never measured.");
    }
    double highest = points.lastKey();
    Double below = points.floorKey(Math.min(xpsnr, points.lowerKey(highest)));
    double from = below == null ? points.firstKey() : below;
    double to = points.higherKey(from);
    double first = points.getOrDefault(from, 0.0);
    double second = points.getOrDefault(to, 0.0);
    double constant = first + (xpsnr - from) / (to - from) * (second - first);
    return Math.max(LOWEST, Math.min(HIGHEST, constant));
  }
}
