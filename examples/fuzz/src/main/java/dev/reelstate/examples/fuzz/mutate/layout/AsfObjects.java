package dev.reelstate.examples.fuzz.mutate.layout;

import java.util.ArrayList;
import java.util.List;

/** Objects of ASF: a type of 16 bytes, a size of eight, and the content. */
final class AsfObjects implements Layout {

  private static final int HEADER = 24;

  @Override
  public List<Element> elements(byte[] file) {
    List<Element> found = new ArrayList<>();
    collect(file, 0, file.length, -1, found);
    return found;
  }

  private static void collect(byte[] file, int from, int until, int parent, List<Element> found) {
    int at = from;
    while (at + HEADER <= until && found.size() < MOST) {
      Field size = Field.little(at + 16, 8);
      long length = size.read(file);
      if (length < HEADER || length > until - at) {
        return;
      }
      int end = at + (int) length;
      Field type = Field.big(at, 8);
      String name = Long.toHexString(type.read(file));
      found.add(new Element(name, at, type, size, at + HEADER, end, parent));
      int inside = inside(name);
      if (inside > 0) {
        collect(file, Math.min(at + HEADER + inside, end), end, found.size() - 1, found);
      }
      at = end;
    }
  }

  /** The length of the fields in front of the objects within an object, or 0 if it has none. */
  private static int inside(String name) {
    return switch (name) {
      case "3026b2758e66cf11" -> 6; // the header
      case "b503bf5f2ea9cf11" -> 22; // its extension
      default -> 0;
    };
  }
}
