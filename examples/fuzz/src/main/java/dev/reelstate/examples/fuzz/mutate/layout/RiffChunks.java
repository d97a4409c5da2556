package dev.reelstate.examples.fuzz.mutate.layout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Chunks of AVI and WAVE: a type of four bytes, a size of four, and the content. */
final class RiffChunks implements Layout {

  private static final Set<String> PARENTS = Set.of("RIFF", "RF64", "LIST");

  @Override
  public List<Element> elements(byte[] file) {
    List<Element> found = new ArrayList<>();
    collect(file, 0, file.length, -1, found);
    return found;
  }

  private static void collect(byte[] file, int from, int until, int parent, List<Element> found) {
    int at = from;
    while (at + 8 <= until && found.size() < MOST) {
      Field size = Field.little(at + 4, 4);
      int end = (int) Math.min(until, at + 8 + size.read(file));
      String name = new String(file, at, 4, ISO_8859_1);
      found.add(new Element(name, at, Field.big(at, 4), size, at + 8, end, parent));
      if (PARENTS.contains(name)) {
        collect(file, Math.min(at + 12, end), end, found.size() - 1, found);
      }
      at = end + (end & 1);
    }
  }
}
