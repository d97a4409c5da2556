package dev.reelstate.examples.fuzz.mutate.layout;

/**
 * A number in a file.
 *
 * @param at where it begins
 * @param width its length in bytes, 1 to 8
 * @param coding how it is written
 */
public record Field(int at, int width, Coding coding) {

  /** How a number is written. */
  public enum Coding {
    /** Most significant byte first. */
    BIG,
    /** Least significant byte first. */
    LITTLE,
    /** A number of EBML, of which the first bit set tells the length. */
    EBML,
    /** The 33 bits of an MPEG time stamp in five bytes, between marker bits. */
    STAMP
  }

  /** A field whose most significant byte comes first. */
  public static Field big(int at, int width) {
    return new Field(at, width, Coding.BIG);
  }

  /** A field whose least significant byte comes first. */
  public static Field little(int at, int width) {
    return new Field(at, width, Coding.LITTLE);
  }

  /** Whether it lies within a file. */
  public boolean within(byte[] file) {
    return at >= 0 && width > 0 && at + width <= file.length;
  }

  /** Reads the number, unsigned unless it has eight bytes. */
  public long read(byte[] file) {
    if (coding == Coding.STAMP) {
      return ((file[at] & 0x0EL) << 29)
          | ((file[at + 1] & 0xFFL) << 22)
          | ((file[at + 2] & 0xFEL) << 14)
          | ((file[at + 3] & 0xFFL) << 7)
          | ((file[at + 4] & 0xFEL) >> 1);
    }
    long value = 0;
    for (int i = 0; i < width; i++) {
      int place = coding == Coding.LITTLE ? width - 1 - i : i;
      value = (value << 8) | (file[at + place] & 0xFF);
    }
    return coding == Coding.EBML ? value & ~(1L << (7 * width)) : value;
  }

  /** Writes as many low bits of a number as fit. */
  public void write(byte[] file, long value) {
    if (coding == Coding.STAMP) {
      file[at] = (byte) ((file[at] & 0xF1) | ((value >> 29) & 0x0E));
      file[at + 1] = (byte) (value >> 22);
      file[at + 2] = (byte) ((value >> 14) | 1);
      file[at + 3] = (byte) (value >> 7);
      file[at + 4] = (byte) ((value << 1) | 1);
      return;
    }
    long marker = 1L << (7 * width);
    long bits = coding == Coding.EBML ? (value & (marker - 1)) | marker : value;
    for (int i = 0; i < width; i++) {
      int place = coding == Coding.LITTLE ? i : width - 1 - i;
      file[at + place] = (byte) (bits >> (8 * i));
    }
  }
}
