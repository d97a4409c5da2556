package dev.reelstate.processing.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Changes boxes of an MP4 file, as damage and ill will do. */
public final class Boxes {

  private static final int HEADER = 8;
  private static final Set<String> FOLDERS =
      Set.of("moov", "trak", "mdia", "minf", "stbl", "edts", "mvex", "moof", "traf");

  private Boxes() {}

  /** The file with another content in each box of a type. */
  public static byte[] with(byte[] file, String type, UnaryOperator<byte[]> change) {
    ByteBuffer in = ByteBuffer.wrap(file);
    ByteBuffer out = ByteBuffer.allocate(2 * file.length + (4 << 20));
    while (in.remaining() >= HEADER) {
      int size = in.getInt();
      byte[] name = new byte[4];
      in.get(name);
      byte[] body = new byte[size - HEADER];
      in.get(body);
      String here = new String(name, StandardCharsets.ISO_8859_1);
      byte[] changed = here.equals(type)
          ? change.apply(body)
          : FOLDERS.contains(here) ? with(body, type, change) : body;
      out.putInt(HEADER + changed.length).put(name).put(changed);
    }
    byte[] result = new byte[out.position()];
    out.flip().get(result);
    return result;
  }

  /** Big-endian numbers of four bytes, one after the other. */
  public static byte[] numbers(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }
}
