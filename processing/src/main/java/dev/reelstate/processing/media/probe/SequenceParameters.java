package dev.reelstate.processing.media.probe;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;

/**
 * What a sequence parameter set of H.264 (ITU-T H.264, section 7.3.2.1.1) says of all pictures.
 *
 * @param profile its number
 * @param width in macroblocks
 * @param height in macroblocks, of a frame or of a field
 * @param plain whether pictures are cropped only where they end within a macroblock
 * @param readable whether the set was read to the end of the cropping
 */
record SequenceParameters(int profile, long width, long height, boolean plain, boolean readable) {

  private static final Set<Integer> WITH_CHROMA =
      Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);
  private static final int MACROBLOCK = 16;
  private static final int MOST_OFFSETS = 255;

  /**
   * Reads a set.
   *
   * @param unit the NAL unit with its header
   */
  static SequenceParameters of(byte[] unit) {
    Bits bits = new Bits(withoutEscapes(unit));
    bits.number(8);
    int profile = bits.number(8);
    bits.number(16);
    bits.golomb();
    if (WITH_CHROMA.contains(profile)) {
      skipChroma(bits);
    }
    bits.golomb();
    skipOrder(bits);
    bits.golomb();
    bits.flag();
    long width = bits.golomb() + 1;
    long height = bits.golomb() + 1;
    boolean frames = bits.flag();
    if (!frames) {
      bits.flag();
    }
    bits.flag();
    boolean plain = !bits.flag() || isPlain(bits);
    return new SequenceParameters(profile, width, height, plain, !bits.exhausted());
  }

  /** What must not change while a decoder runs. */
  List<Long> format() {
    return List.of((long) profile, width, height);
  }

  /** The bytes without those that keep start codes from appearing (section 7.3.1). */
  private static byte[] withoutEscapes(byte[] unit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(unit.length);
    int zeros = 0;
    for (byte one : unit) {
      if (zeros >= 2 && one == 3) {
        zeros = 0;
        continue;
      }
      zeros = one == 0 ? zeros + 1 : 0;
      bytes.write(one);
    }
    return bytes.toByteArray();
  }

  private static void skipChroma(Bits bits) {
    boolean full = bits.golomb() == 3;
    if (full) {
      bits.flag();
    }
    bits.golomb();
    bits.golomb();
    bits.flag();
    if (bits.flag()) {
      for (int i = 0; i < (full ? 12 : 8); i++) {
        if (bits.flag()) {
          skipScaling(bits, i < 6 ? 16 : 64);
        }
      }
    }
  }

  private static void skipScaling(Bits bits, int size) {
    long next = 8;
    for (int i = 0; i < size && next != 0; i++) {
      next = (next + bits.signedGolomb() + 256) % 256;
    }
  }

  private static void skipOrder(Bits bits) {
    long type = bits.golomb();
    if (type == 0) {
      bits.golomb();
    } else if (type == 1) {
      bits.flag();
      bits.golomb();
      bits.golomb();
      long count = bits.golomb();
      for (int i = 0; i < Math.min(count, MOST_OFFSETS); i++) {
        bits.golomb();
      }
    }
  }

  /**
   * Decoders in hardware do not crop anything but the rest of the last macroblocks. Lengths count
   * pairs of pixels, or pairs of each field's.
   */
  private static boolean isPlain(Bits bits) {
    long left = bits.golomb();
    long right = bits.golomb();
    long top = bits.golomb();
    long bottom = bits.golomb();
    return left == 0 && top == 0 && 2 * right < MACROBLOCK && 2 * bottom < MACROBLOCK;
  }
}
