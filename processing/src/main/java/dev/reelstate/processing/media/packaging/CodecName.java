package dev.reelstate.processing.media.packaging;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Names the codec of pictures as playlists do (RFC 6381, and the bindings of AV1 and VP9), by what
 * the muxer wrote about the pictures that were really made.
 */
final class CodecName {

  private static final int HEADER = 8;

  /** The fields of a sample entry of pictures (ISO/IEC 14496-12), before its boxes. */
  private static final int VISUAL_ENTRY = 78;

  /** The version, the flags and the number of entries of a table. */
  private static final int TABLE = 8;

  private static final int HEVC_CONSTRAINTS = 6;
  private static final int HEVC_LEVEL = 12;
  private static final List<String> HEVC_SPACES = List.of("", "A", "B", "C");

  private CodecName() {}

  /**
   * The codec of the only track of an {@code init.mp4}.
   *
   * @throws IOException if the file cannot be read or describes no pictures
   */
  static String of(Path init) throws IOException {
    try {
      return of(ByteBuffer.wrap(Files.readAllBytes(init)));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IOException("The description of the pictures is cut off.", e);
    }
  }

  private static String of(ByteBuffer file) throws IOException {
    ByteBuffer at = file;
    for (String type : List.of("moov", "trak", "mdia", "minf", "stbl", "stsd")) {
      at = box(at, type);
    }
    ByteBuffer entries = after(at, TABLE);
    String codec = type(entries, 4);
    ByteBuffer entry = after(entries, HEADER + VISUAL_ENTRY);
    return switch (codec) {
      case "avc1" -> avc(box(entry, "avcC"));
      case "hvc1" -> hevc(box(entry, "hvcC"));
      case "av01" -> av1(box(entry, "av1C"));
      case "vp09" -> vp9(box(entry, "vpcC"));
      default -> codec;
    };
  }

  /** The content of the first box of a type. */
  private static ByteBuffer box(ByteBuffer boxes, String type) throws IOException {
    int at = 0;
    while (at + HEADER <= boxes.limit()) {
      int size = boxes.getInt(at);
      if (size < HEADER) {
        break;
      }
      if (type(boxes, at + 4).equals(type)) {
        return boxes.slice(at + HEADER, size - HEADER);
      }
      at += size;
    }
    throw new IOException("The description of the pictures has no " + type + ".");
  }

  private static ByteBuffer after(ByteBuffer bytes, int count) {
    return bytes.slice(count, bytes.limit() - count);
  }

  private static String type(ByteBuffer bytes, int at) {
    byte[] name = new byte[4];
    bytes.get(at, name);
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /** The profile, the constraints and the level. */
  private static String avc(ByteBuffer box) {
    return format("avc1.%02x%02x%02x", unsigned(box, 1), unsigned(box, 2), unsigned(box, 3));
  }

  /**
   * The profile, what it is compatible with, the tier and level, and the constraints (ISO/IEC
   * 14496-15, annex E): flags lowest bit first, and constraints without the zeros at their end.
   */
  private static String hevc(ByteBuffer box) {
    int profile = unsigned(box, 1);
    int compatible = Integer.reverse(box.getInt(2));
    String tier = (profile & 0x20) == 0 ? "L" : "H";
    StringBuilder name = new StringBuilder(format(
        "hvc1.%s%d.%X.%s%d",
        HEVC_SPACES.get(profile >> 6),
        profile & 0x1F,
        compatible,
        tier,
        unsigned(box, HEVC_LEVEL)));
    int last = HEVC_LEVEL - 1;
    while (last >= HEVC_CONSTRAINTS && box.get(last) == 0) {
      last--;
    }
    for (int i = HEVC_CONSTRAINTS; i <= last; i++) {
      name.append(format(".%X", unsigned(box, i)));
    }
    return name.toString();
  }

  /** The profile, the level and tier, and the bit depth. */
  private static String av1(ByteBuffer box) {
    int levels = unsigned(box, 1);
    int details = unsigned(box, 2);
    int depth = (details & 0x40) == 0 ? 8 : (details & 0x20) == 0 ? 10 : 12;
    String tier = (details & 0x80) == 0 ? "M" : "H";
    return format("av01.%d.%02d%s.%02d", levels >> 5, levels & 0x1F, tier, depth);
  }

  /** The profile, the level and the bit depth, after the version. */
  private static String vp9(ByteBuffer box) {
    return format("vp09.%02d.%02d.%02d", unsigned(box, 4), unsigned(box, 5), unsigned(box, 6) >> 4);
  }

  private static int unsigned(ByteBuffer bytes, int at) {
    return Byte.toUnsignedInt(bytes.get(at));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
