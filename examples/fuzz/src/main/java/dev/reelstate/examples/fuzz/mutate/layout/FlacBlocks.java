package dev.reelstate.examples.fuzz.mutate.layout;

import java.util.ArrayList;
import java.util.List;

/** Blocks of facts at the start of FLAC: a type of one byte, a size of three, and the content. */
final class FlacBlocks implements Layout {

  private static final int HEADER = 4;

  @Override
  public List<Element> elements(byte[] file) {
    List<Element> found = new ArrayList<>();
    int at = 4;
    boolean last = false;
    while (!last && at + HEADER <= file.length && found.size() < MOST) {
      Field type = Field.big(at, 1);
      Field size = Field.big(at + 1, 3);
      long end = at + HEADER + size.read(file);
      if (end > file.length) {
        break;
      }
      last = (file[at] & 0x80) != 0;
      String name = Integer.toString(file[at] & 0x7F);
      found.add(new Element(name, at, type, size, at + HEADER, (int) end, -1));
      at = (int) end;
    }
    return found;
  }
}
