package dev.reelstate.examples.fuzz.mutate.layout;

import java.util.ArrayList;
import java.util.List;

/** Tags of FLV: a type of one byte, a size of three, a time, and the content. */
final class FlvTags implements Layout {

  private static final int FILE_HEADER = 13;
  private static final int TAG_HEADER = 11;
  private static final int TRAILER = 4;

  @Override
  public List<Element> elements(byte[] file) {
    List<Element> found = new ArrayList<>();
    int at = FILE_HEADER;
    while (at + TAG_HEADER <= file.length && found.size() < MOST) {
      Field type = Field.big(at, 1);
      Field size = Field.big(at + 1, 3);
      int body = at + TAG_HEADER;
      long end = body + size.read(file) + TRAILER;
      if (end > file.length) {
        break;
      }
      String name = Long.toString(type.read(file));
      found.add(new Element(name, at, type, size, body, (int) end, -1));
      at = (int) end;
    }
    return found;
  }
}
