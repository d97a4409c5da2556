package dev.reelstate.processing.media.probe;

/**
 * Reads numbers of any width from bytes, the highest bit first. What lies behind the end reads as
 * ones, so that no number of an endless row of zeros is ever complete.
 */
final class Bits {

  private static final int LONGEST = 32;

  private final byte[] bytes;
  private long position;

  Bits(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether more was read than there is. */
  boolean exhausted() {
    return position > bytes.length * 8L;
  }

  boolean flag() {
    long at = position++;
    int index = (int) (at >> 3);
    return index >= bytes.length || (bytes[index] >> (7 - (at & 7)) & 1) != 0;
  }

  /** An unsigned number of up to 31 bits. */
  int number(int width) {
    int value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 1 | (flag() ? 1 : 0);
    }
    return value;
  }

  /** An unsigned Exp-Golomb number (ITU-T H.264, section 9.1). */
  long golomb() {
    int zeros = 0;
    while (zeros < LONGEST && !flag()) {
      zeros++;
    }
    long value = 1;
    for (int i = 0; i < zeros; i++) {
      value = value << 1 | (flag() ? 1 : 0);
    }
    return value - 1;
  }

  /** A signed Exp-Golomb number. */
  long signedGolomb() {
    long code = golomb();
    return (code & 1) == 0 ? -code / 2 : (code + 1) / 2;
  }
}
