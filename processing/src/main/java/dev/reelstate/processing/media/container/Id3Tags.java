package dev.reelstate.processing.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The ID3v2 tags in front of a sound file, which may hold pictures and be megabytes long. */
final class Id3Tags {

  private static final int HEADER = 10;
  private static final int FOOTER_PRESENT = 0x10;

  /** Taggers write one, and careless ones another in front of it. */
  private static final int MOST_TAGS = 16;

  private Id3Tags() {}

  /** The length of all tags at the start of a file, in bytes; it may be more than the file has. */
  static long length(FileBytes file) throws IOException {
    long at = 0;
    for (int i = 0; i < MOST_TAGS; i++) {
      long tag = tag(file.read(at, HEADER));
      if (tag == 0) {
        return at;
      }
      at += tag;
    }
    return at;
  }

  /** As {@link #length(FileBytes)}, as far as the first bytes of the file say. */
  static int length(byte[] head) {
    int at = 0;
    for (int i = 0; i < MOST_TAGS && at < head.length; i++) {
      int tag = tag(ByteBuffer.wrap(head, at, head.length - at).slice());
      if (tag == 0) {
        return at;
      }
      at += tag;
    }
    return at;
  }

  /** The length of the tag with this header, or 0 if it is none (ID3v2.4.0, section 3.1). */
  private static int tag(ByteBuffer header) {
    boolean present = header.remaining() >= HEADER
        && header.get(0) == 'I'
        && header.get(1) == 'D'
        && header.get(2) == '3'
        && header.get(3) >= 2
        && header.get(3) <= 4
        && (header.getInt(6) & 0x80808080) == 0;
    if (!present) {
      return 0;
    }
    int size = header.get(6) << 21 | header.get(7) << 14 | header.get(8) << 7 | header.get(9);
    return HEADER + size + ((header.get(5) & FOOTER_PRESENT) == 0 ? 0 : HEADER);
  }
}
