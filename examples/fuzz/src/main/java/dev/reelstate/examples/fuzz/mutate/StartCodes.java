package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.layout.Field;
import java.util.ArrayList;
import java.util.List;

/** Damages what follows the start codes of MPEG: kinds of packets, their lengths, and headers. */
final class StartCodes implements Mutator {

  private static final int MOST = 4000;

  @Override
  public boolean fits(String container) {
    return container.equals("mpegps") || container.equals("mpegts");
  }

  @Override
  public byte[] mutate(byte[] file, byte[] donor, Dice dice) {
    byte[] made = Bytes.copy(file);
    List<Integer> codes = codes(made);
    int count = codes.isEmpty() ? 0 : dice.few(6);
    for (int i = 0; i < count; i++) {
      int at = dice.pick(codes) + 3;
      int width = dice.pick(1, 2, 4);
      Field field = Field.big(at + dice.below(dice.pick(1, 4, 16)), width);
      if (field.within(made)) {
        field.write(made, dice.instead(field.read(made)));
      }
    }
    return made;
  }

  private static List<Integer> codes(byte[] file) {
    List<Integer> found = new ArrayList<>();
    for (int at = 0; at + 4 <= file.length && found.size() < MOST; at++) {
      if (file[at] == 0 && file[at + 1] == 0 && file[at + 2] == 1) {
        found.add(at);
      }
    }
    return found;
  }
}
