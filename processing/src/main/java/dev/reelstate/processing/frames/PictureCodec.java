package dev.reelstate.processing.frames;

import java.io.IOException;

/**
 * Packs pictures without loss, at a fraction of what deflating them costs: each byte becomes its
 * difference from the mean of its neighbours to the left and above, blue and red that from green,
 * and every 32 of them take as many bits as the largest needs. Used by one thread.
 */
final class PictureCodec {

  private static final int BLOCK = 32;
  private static final int PIXEL = 3;

  private final int width;
  private final int height;
  private final byte[] row;

  PictureCodec(int width, int height) {
    this.width = width;
    this.height = height;
    this.row = new byte[(PIXEL * width + BLOCK - 1) / BLOCK * BLOCK];
  }

  boolean isFor(int otherWidth, int otherHeight) {
    return width == otherWidth && height == otherHeight;
  }

  /** The most bytes that a packed picture takes. */
  int most() {
    return height * (row.length + row.length / BLOCK);
  }

  /**
   * Packs a picture.
   *
   * @param pixels rows of three bytes a pixel, without anything between them
   * @param into at least {@link #most} bytes
   * @return how many bytes it takes
   */
  int pack(byte[] pixels, byte[] into) {
    int at = 0;
    for (int y = 0; y < height; y++) {
      differ(pixels, y);
      for (int block = 0; block < row.length; block += BLOCK) {
        at = packBlock(block, into, at);
      }
    }
    return at;
  }

  /** Green first, then what blue and red differ from it, in zigzag code. */
  private void differ(byte[] pixels, int y) {
    int stride = PIXEL * width;
    int start = y * stride;
    for (int x = 0; x < width; x++) {
      int at = start + PIXEL * x;
      int left = x == 0 ? at - stride : at - PIXEL;
      int above = y == 0 ? left : at - stride;
      if (left < 0) {
        set(x, pixels[at], pixels[at + 1], pixels[at + 2]);
      } else {
        int blue = pixels[at] - mean(pixels[left], pixels[above]);
        int green = pixels[at + 1] - mean(pixels[left + 1], pixels[above + 1]);
        int red = pixels[at + 2] - mean(pixels[left + 2], pixels[above + 2]);
        set(x, blue, green, red);
      }
    }
  }

  private void set(int x, int blue, int green, int red) {
    row[x] = zigzag((byte) green);
    row[width + x] = zigzag((byte) (blue - green));
    row[2 * width + x] = zigzag((byte) (red - green));
  }

  private static int mean(byte one, byte other) {
    return ((one & 0xFF) + (other & 0xFF)) >> 1;
  }

  private static byte zigzag(byte value) {
    return (byte) ((value << 1) ^ (value >> 7));
  }

  private static byte unzigzag(int value) {
    return (byte) ((value >>> 1) ^ -(value & 1));
  }

  private int packBlock(int block, byte[] into, int start) {
    int all = 0;
    for (int i = 0; i < BLOCK; i++) {
      all |= row[block + i];
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(all & 0xFF);
    into[start] = (byte) bits;
    int at = start + 1;
    for (int i = 0; bits > 0 && i < BLOCK; i += Byte.SIZE) {
      at = packEight(block + i, bits, into, at);
    }
    return at;
  }

  /** Eight values of some bits each take as many bytes. */
  private int packEight(int from, int bits, byte[] into, int start) {
    long held = 0;
    for (int i = Byte.SIZE - 1; i >= 0; i--) {
      held = (held << bits) | (row[from + i] & 0xFF);
    }
    for (int i = 0; i < bits; i++) {
      into[start + i] = (byte) (held >>> (Byte.SIZE * i));
    }
    return start + bits;
  }

  /**
   * Unpacks a picture.
   *
   * @param packed what {@link #pack} wrote
   * @param length how many bytes of it
   * @param pixels receives the picture
   * @throws IOException if the bytes are no such picture
   */
  void unpack(byte[] packed, int length, byte[] pixels) throws IOException {
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int block = 0; block < row.length; block += BLOCK) {
        int bits = at < length ? packed[at++] : Integer.MAX_VALUE;
        int bytes = bits * (BLOCK / Byte.SIZE);
        if (bits < 0 || bits > Byte.SIZE || at + bytes > length) {
          throw new IOException("A sampled picture is damaged.");
        }
        unpackBlock(packed, at, bits, block);
        at += bytes;
      }
      restore(pixels, y);
    }
  }

  private void unpackBlock(byte[] packed, int start, int bits, int block) {
    int mask = (1 << bits) - 1;
    for (int eight = 0; eight < BLOCK / Byte.SIZE; eight++) {
      long held = 0;
      for (int i = bits - 1; i >= 0; i--) {
        held = (held << Byte.SIZE) | (packed[start + eight * bits + i] & 0xFF);
      }
      for (int i = 0; i < Byte.SIZE; i++) {
        row[block + eight * Byte.SIZE + i] = unzigzag((int) (held >>> (bits * i)) & mask);
      }
    }
  }

  private void restore(byte[] pixels, int y) {
    int stride = PIXEL * width;
    int start = y * stride;
    for (int x = 0; x < width; x++) {
      int at = start + PIXEL * x;
      int left = x == 0 ? at - stride : at - PIXEL;
      int above = y == 0 ? left : at - stride;
      int green = row[x];
      int blue = row[width + x] + green;
      int red = row[2 * width + x] + green;
      if (left >= 0) {
        blue += mean(pixels[left], pixels[above]);
        green += mean(pixels[left + 1], pixels[above + 1]);
        red += mean(pixels[left + 2], pixels[above + 2]);
      }
      pixels[at] = (byte) blue;
      pixels[at + 1] = (byte) green;
      pixels[at + 2] = (byte) red;
    }
  }
}
