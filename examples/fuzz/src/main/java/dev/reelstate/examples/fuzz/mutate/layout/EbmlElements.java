package dev.reelstate.examples.fuzz.mutate.layout;

import dev.reelstate.examples.fuzz.mutate.layout.Field.Coding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Elements of Matroska and WebM: an identity and a size, both of one to eight bytes. */
final class EbmlElements implements Layout {

  /** Segment, SeekHead, Seek, Info, Tracks, TrackEntry, Video, Audio, Cluster, Cues and others. */
  private static final Set<String> PARENTS = Set.of(
      "1a45dfa3",
      "18538067",
      "114d9b74",
      "4dbb",
      "1549a966",
      "1654ae6b",
      "ae",
      "e0",
      "e1",
      "1f43b675",
      "a0",
      "1c53bb6b",
      "bb",
      "b7",
      "1941a469",
      "61a7",
      "1043a770",
      "45b9",
      "b6",
      "1254c367",
      "7373",
      "63c0",
      "67c8",
      "6d80",
      "6240",
      "55b0");

  @Override
  public List<Element> elements(byte[] file) {
    List<Element> found = new ArrayList<>();
    collect(file, 0, file.length, -1, found);
    return found;
  }

  private static void collect(byte[] file, int from, int until, int parent, List<Element> found) {
    int at = from;
    while (at < until && found.size() < MOST) {
      int idWidth = width(file, at);
      int sizeWidth = width(file, at + idWidth);
      int body = at + idWidth + sizeWidth;
      if (idWidth > 4 || sizeWidth > 8 || body > until) {
        return;
      }
      Field type = Field.big(at, idWidth);
      Field size = new Field(at + idWidth, sizeWidth, Coding.EBML);
      long length = size.read(file);
      boolean unknown = length == (1L << (7 * sizeWidth)) - 1;
      if (!unknown && length > until - body) {
        return;
      }
      int end = unknown ? until : body + (int) length;
      String name = Long.toHexString(type.read(file));
      found.add(new Element(name, at, type, size, body, end, parent));
      if (PARENTS.contains(name)) {
        collect(file, body, end, found.size() - 1, found);
      }
      at = end;
    }
  }

  /** The length of the number that begins here, or 9 if none does. */
  private static int width(byte[] file, int at) {
    return at >= file.length ? 9 : Integer.numberOfLeadingZeros(file[at] & 0xFF) - 23;
  }
}
