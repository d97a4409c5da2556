package dev.reelstate.processing.media.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Tells picture files that move from those that stand still, as far as the first bytes say: GIF
 * (GIF89a specification) and animated PNG (PNG specification, third edition, section 11.3.6).
 */
final class Animations {

  private static final long PNG = 0x89504E47_0D0A1A0AL;
  private static final int ANIMATION_CONTROL = 0x6163544C;
  private static final int IMAGE_DATA = 0x49444154;
  private static final int CHUNK = 12;

  private static final int GIF_HEADER = 13;
  private static final int GIF_IMAGE = 0x2C;
  private static final int GIF_EXTENSION = 0x21;

  private Animations() {}

  /** Names the animation that begins with these bytes; empty for still pictures and all else. */
  static Optional<String> sniff(byte[] head) {
    String start = new String(head, 0, Math.min(6, head.length), ISO_8859_1);
    if (start.equals("GIF87a") || start.equals("GIF89a")) {
      return gifMoves(head) ? Optional.of("gif") : Optional.empty();
    }
    boolean png = head.length > 8 && ByteBuffer.wrap(head).getLong(0) == PNG;
    return png && pngMoves(ByteBuffer.wrap(head)) ? Optional.of("apng") : Optional.empty();
  }

  /** Whether there are several pictures before the picture data begins. */
  private static boolean pngMoves(ByteBuffer head) {
    int at = 8;
    while (at + CHUNK <= head.limit()) {
      int length = head.getInt(at);
      int type = head.getInt(at + 4);
      if (type == ANIMATION_CONTROL) {
        return head.getInt(at + 8) > 1;
      }
      if (type == IMAGE_DATA || length < 0 || length > head.limit() - at - CHUNK) {
        return false;
      }
      at += CHUNK + length;
    }
    return false;
  }

  /** Whether there is a second picture, or the end of the first one is not in view. */
  private static boolean gifMoves(byte[] head) {
    if (head.length < GIF_HEADER) {
      return false;
    }
    int at = GIF_HEADER + colorTable(head[10]);
    int pictures = 0;
    while (at + 10 < head.length) {
      if (head[at] == GIF_IMAGE) {
        pictures++;
        if (pictures == 2) {
          return true;
        }
        at = behindBlocks(head, at + 10 + colorTable(head[at + 9]) + 1);
      } else if (head[at] == GIF_EXTENSION) {
        at = behindBlocks(head, at + 2);
      } else {
        return false;
      }
    }
    return pictures == 1 && at >= head.length && head.length == ContainerSniffer.HEAD_BYTES;
  }

  private static int colorTable(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  /** The place behind a row of data blocks, each with its length in front, the last one empty. */
  private static int behindBlocks(byte[] head, int from) {
    int at = from;
    while (at < head.length && head[at] != 0) {
      at += 1 + (head[at] & 0xFF);
    }
    return at + 1;
  }
}
