package dev.reelstate.examples.fuzz.mutate.clock;

import dev.reelstate.examples.fuzz.mutate.layout.Field;
import java.util.ArrayList;
import java.util.List;

/** System clocks and time stamps of MPEG program streams. */
final class ProgramClock implements Clock {

  @Override
  public List<Field> fields(byte[] file) {
    List<Field> found = new ArrayList<>();
    for (int at = 0; at + 12 < file.length && found.size() < MOST; at++) {
      if (file[at] == 0 && file[at + 1] == 0 && file[at + 2] == 1) {
        int kind = file[at + 3] & 0xFF;
        if (kind == 0xBA) {
          found.add(Field.big(at + 4, 6));
        } else if (kind >= 0xC0 && kind <= 0xEF) {
          PacketStamps.collect(file, at, found);
        }
      }
    }
    return found;
  }
}
