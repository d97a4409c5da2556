package dev.reelstate.processing.media.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Walks through the boxes of an MP4 or QuickTime file (ISO/IEC 14496-12 section 4.2). A box that
 * makes no sense ends the walk through its folder.
 */
final class BoxWalk {

  private static final int HEADER = 8;
  private static final int LARGE_HEADER = 16;
  private static final int MOST_DEPTH = 8;
  private static final int MOST_BOXES = 1_000_000;

  /** What is done with each box. */
  @FunctionalInterface
  interface Visitor {

    /**
     * A box, before the boxes in it; its content lies from a place until another.
     *
     * @return false to end the walk
     */
    boolean visit(String type, long from, long until) throws IOException;
  }

  private final FileBytes file;
  private final Set<String> folders;
  private final Visitor visitor;
  private int boxes;

  /**
   * Creates a walk.
   *
   * @param folders the types of boxes that are entered
   */
  BoxWalk(FileBytes file, Set<String> folders, Visitor visitor) {
    this.file = file;
    this.folders = folders;
    this.visitor = visitor;
  }

  void walk() throws IOException {
    walk(0, file.size(), 0);
  }

  /** Walks through a folder; false if the visitor has ended the walk. */
  private boolean walk(long from, long end, int depth) throws IOException {
    long at = from;
    while (at + HEADER <= end && depth < MOST_DEPTH && ++boxes <= MOST_BOXES) {
      ByteBuffer header = file.read(at, LARGE_HEADER);
      if (header.remaining() < HEADER) {
        return true;
      }
      long size = header.getInt(0) & 0xFFFFFFFFL;
      int head = HEADER;
      if (size == 1 && header.remaining() == LARGE_HEADER) {
        size = header.getLong(HEADER);
        head = LARGE_HEADER;
      } else if (size == 0) {
        size = end - at;
      }
      if (size < head) {
        return true;
      }
      long until = size > end - at ? end : at + size;
      String type = text(header, 4, 4);
      boolean goesOn = visitor.visit(type, at + head, until)
          && (!folders.contains(type) || walk(at + head, until, depth + 1));
      if (!goesOn) {
        return false;
      }
      at = until;
    }
    return true;
  }

  /** Some bytes as ISO 8859-1. */
  static String text(ByteBuffer bytes, int at, int length) {
    byte[] text = new byte[length];
    bytes.get(at, text);
    return new String(text, ISO_8859_1);
  }
}
