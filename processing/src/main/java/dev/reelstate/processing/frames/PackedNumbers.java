package dev.reelstate.processing.frames;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * A sequence of whole numbers as text: the difference of each from the one before it, zigzag coded
 * as a variable-length integer of seven bits a byte (the lowest first), deflated in the format of
 * zlib, in Base64.
 */
final class PackedNumbers {

  private static final int LONGEST = 10;
  private static final int BLOCK = 1 << 16;

  private PackedNumbers() {}

  static String pack(long[] numbers, int count) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      long before = 0;
      for (int i = 0; i < count; i++) {
        write(numbers[i] - before, out);
        before = numbers[i];
      }
    } catch (IOException e) {
      throw new AssertionError("memory does not fail to be written", e);
    } finally {
      deflater.end();
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  private static void write(long difference, DeflaterOutputStream out) throws IOException {
    long rest = (difference << 1) ^ (difference >> 63);
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /**
   * Reads what {@link #pack} wrote.
   *
   * @param most the most numbers that may be in the text
   * @throws IOException if the text has another form, or more numbers
   */
  static long[] unpack(String text, int most) throws IOException {
    byte[] bytes = inflated(text, (long) most * LONGEST);
    int count = 0;
    for (byte b : bytes) {
      count += b >= 0 ? 1 : 0;
    }
    if (count > most || (bytes.length > 0 && bytes[bytes.length - 1] < 0)) {
      throw new IOException("A sequence of numbers is cut off, or longer than " + most + ".");
    }
    long[] numbers = new long[count];
    long value = 0;
    int at = 0;
    for (int i = 0; i < count; i++) {
      long coded = 0;
      int shift = 0;
      do {
        coded |= (bytes[at] & 0x7FL) << shift;
        shift += 7;
      } while (bytes[at++] < 0);
      value += (coded >>> 1) ^ -(coded & 1);
      numbers[i] = value;
    }
    return numbers;
  }

  private static byte[] inflated(String text, long most) throws IOException {
    Inflater inflater = new Inflater();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] block = new byte[BLOCK];
    try {
      inflater.setInput(Base64.getDecoder().decode(text));
      while (!inflater.finished()) {
        int got = inflater.inflate(block);
        if (got == 0 && !inflater.finished()) {
          throw new IOException("A sequence of numbers is cut off.");
        }
        bytes.write(block, 0, got);
        if (bytes.size() > most) {
          throw new IOException("A sequence of numbers takes more than " + most + " bytes.");
        }
      }
      return bytes.toByteArray();
    } catch (DataFormatException | IllegalArgumentException e) {
      throw new IOException("A sequence of numbers is damaged.", e);
    } finally {
      inflater.end();
    }
  }
}
