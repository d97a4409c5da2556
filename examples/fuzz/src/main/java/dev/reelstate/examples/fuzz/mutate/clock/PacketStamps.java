package dev.reelstate.examples.fuzz.mutate.clock;

import dev.reelstate.examples.fuzz.mutate.layout.Field;
import dev.reelstate.examples.fuzz.mutate.layout.Field.Coding;
import java.util.List;

/** The time stamps in the headers of MPEG's packets of elementary streams. */
final class PacketStamps {

  private static final int PTS = 9;
  private static final int DTS = 14;

  private PacketStamps() {}

  /** Adds those of the packet that begins at a place, if one does. */
  static void collect(byte[] file, int at, List<Field> found) {
    if (at + DTS + 5 > file.length || file[at] != 0 || file[at + 1] != 0 || file[at + 2] != 1) {
      return;
    }
    if ((file[at + 7] & 0x80) != 0) {
      found.add(new Field(at + PTS, 5, Coding.STAMP));
    }
    if ((file[at + 7] & 0x40) != 0) {
      found.add(new Field(at + DTS, 5, Coding.STAMP));
    }
  }
}
