package dev.reelstate.examples.fuzz.mutate;

import java.util.Arrays;

/** Cuts and joins byte arrays. */
public final class Bytes {

  /** The size that no mutant exceeds, in bytes. */
  public static final int MAX = 512 << 10;

  private Bytes() {}

  /** A copy in which a range is replaced; cut off where it would exceed {@link #MAX}. */
  static byte[] replaced(byte[] file, int from, int to, byte[] by) {
    long length = (long) from + by.length + file.length - to;
    byte[] made = new byte[(int) Math.min(MAX, length)];
    copy(file, 0, from, made, 0);
    copy(by, 0, by.length, made, from);
    copy(file, to, file.length, made, (long) from + by.length);
    return made;
  }

  private static void copy(byte[] source, int from, int to, byte[] target, long at) {
    long room = Math.max(0, target.length - at);
    System.arraycopy(
        source, from, target, (int) Math.min(at, target.length), (int) Math.min(to - from, room));
  }

  static byte[] removed(byte[] file, int from, int to) {
    return replaced(file, from, to, new byte[0]);
  }

  static byte[] inserted(byte[] file, int at, byte[] more) {
    return replaced(file, at, at, more);
  }

  /** A range, several times over. */
  static byte[] repeated(byte[] file, int from, int to, int times) {
    int length = to - from;
    byte[] made = new byte[Math.min(MAX, length * times)];
    for (int at = 0; at < made.length; at++) {
      made[at] = file[from + at % length];
    }
    return made;
  }

  static byte[] copy(byte[] file) {
    return Arrays.copyOf(file, Math.min(MAX, file.length));
  }
}
