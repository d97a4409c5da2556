package dev.reelstate.examples.fuzz.mutate.layout;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Boxes of MP4 and QuickTime: a size of four bytes, a type of four, and the content. */
final class IsoBoxes implements Layout {

  private static final Set<String> PARENTS = Set.of(
      "moov", "trak", "mdia", "minf", "stbl", "edts", "udta", "moof", "traf", "mvex", "dinf",
      "ilst", "sinf", "schi", "gmhd");

  /** Boxes with fields in front of the boxes in them, and the length of these fields. */
  private static final Map<String, Integer> FIELDS_FIRST = Map.ofEntries(
      Map.entry("meta", 4),
      Map.entry("stsd", 8),
      Map.entry("dref", 8),
      Map.entry("avc1", 78),
      Map.entry("hvc1", 78),
      Map.entry("hev1", 78),
      Map.entry("av01", 78),
      Map.entry("vp09", 78),
      Map.entry("mp4v", 78),
      Map.entry("apch", 78),
      Map.entry("jpeg", 78),
      Map.entry("mp4a", 28),
      Map.entry("Opus", 28),
      Map.entry("alac", 28));

  @Override
  public List<Element> elements(byte[] file) {
    List<Element> found = new ArrayList<>();
    collect(file, 0, file.length, -1, found);
    return found;
  }

  private static void collect(byte[] file, int from, int until, int parent, List<Element> found) {
    int at = from;
    while (at + 8 <= until && found.size() < MOST) {
      Field size = Field.big(at, 4);
      long length = size.read(file);
      int body = at + 8;
      if (length == 1 && at + 16 <= until) {
        size = Field.big(at + 8, 8);
        length = size.read(file);
        body = at + 16;
      }
      length = length == 0 ? until - at : length;
      if (length < body - at || length > until - at) {
        return;
      }
      int end = at + (int) length;
      String name = new String(file, at + 4, 4, ISO_8859_1);
      found.add(new Element(name, at, Field.big(at + 4, 4), size, body, end, parent));
      int skipped = PARENTS.contains(name) ? 0 : FIELDS_FIRST.getOrDefault(name, -1);
      if (skipped >= 0 && body + skipped < end) {
        collect(file, body + skipped, end, found.size() - 1, found);
      }
      at = end;
    }
  }
}
