package dev.reelstate.processing.media.packaging;

import java.util.List;

/** The peak bit rate of segments as players need to know it (RFC 8216, section 4.1). */
final class PeakBitRate {

  private PeakBitRate() {}

  /**
   * Bits per second of the busiest run of segments that lasts between half the target duration and
   * one and a half times it; of all segments together if no run does.
   *
   * @param lengths the lengths of the segments in seconds
   * @param bytes their sizes in bytes
   * @param target the target duration in seconds
   */
  static long of(List<Double> lengths, List<Long> bytes, long target) {
    double peak = rate(lengths, bytes);
    for (int from = 0; from < lengths.size(); from++) {
      double length = 0;
      double size = 0;
      for (int i = from; i < lengths.size() && length <= 1.5 * target; i++) {
        length += lengths.get(i);
        size += bytes.get(i);
        if (length >= 0.5 * target && length <= 1.5 * target) {
          peak = Math.max(peak, size * 8 / length);
        }
      }
    }
    return (long) Math.ceil(peak);
  }

  private static double rate(List<Double> lengths, List<Long> bytes) {
    double length = lengths.stream().mapToDouble(Double::doubleValue).sum();
    return bytes.stream().mapToLong(Long::longValue).sum() * 8 / length;
  }
}
