package dev.reelstate.processing.media.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box of an MP4 file (ISO/IEC 14496-12).
 *
 * @param type its four characters
 * @param start where it begins in the file, in bytes
 * @param body its content
 */
record Box(String type, int start, ByteBuffer body) {

  private static final int HEADER = 8;

  /** The boxes of a file. */
  static List<Box> of(byte[] file) {
    return of(ByteBuffer.wrap(file), 0);
  }

  private static List<Box> of(ByteBuffer bytes, int start) {
    List<Box> boxes = new ArrayList<>();
    ByteBuffer in = bytes.duplicate();
    while (in.remaining() >= HEADER) {
      int at = in.position();
      int size = in.getInt();
      byte[] name = new byte[4];
      in.get(name);
      boxes.add(new Box(
          new String(name, StandardCharsets.ISO_8859_1),
          start + at,
          in.slice(in.position(), size - HEADER)));
      in.position(at + size);
    }
    return boxes;
  }

  /** The boxes in this one, after some bytes of its own. */
  List<Box> children(int after) {
    return of(body.slice(after, body.limit() - after), start + HEADER + after);
  }

  /** The first box at a path of types. */
  Optional<Box> find(String... path) {
    Optional<Box> found = Optional.of(this);
    for (String name : path) {
      found = found.flatMap(box -> first(box.children(0), name));
    }
    return found;
  }

  /** The first box at a path of types, which must be there. */
  Box get(String... path) {
    return find(path)
        .orElseThrow(
            () -> new IllegalArgumentException(type + " has no " + String.join("/", path)));
  }

  static Optional<Box> first(List<Box> boxes, String name) {
    return boxes.stream().filter(box -> box.type().equals(name)).findFirst();
  }

  int intAt(int offset) {
    return body.getInt(offset);
  }

  int byteAt(int offset) {
    return body.get(offset) & 0xFF;
  }

  int shortAt(int offset) {
    return body.getShort(offset) & 0xFFFF;
  }

  /** The version of a full box. */
  int version() {
    return byteAt(0);
  }

  /** The flags of a full box. */
  int flags() {
    return intAt(0) & 0xFFFFFF;
  }
}
