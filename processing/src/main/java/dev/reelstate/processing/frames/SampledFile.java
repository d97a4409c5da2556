package dev.reelstate.processing.frames;

/**
 * The form of a file of sampled pictures: a magic number; for each picture a header and its packed
 * pixels; the place of each header; the place of the first of these places, how many there are, and
 * the magic number again. All numbers are big-endian.
 */
final class SampledFile {

  static final long MAGIC = 0x5265656c73310d0aL;

  /** Number, time in microseconds, width, height, length and CRC-32 of the packed pixels. */
  static final int HEADER = 2 * Long.BYTES + 4 * Integer.BYTES;

  static final int FOOTER = 3 * Long.BYTES;

  /** No picture of a film is larger. */
  static final long MOST_PIXELS = 1L << 28;

  private SampledFile() {}

  static long bytes(int width, int height) {
    return 3L * width * height;
  }
}
