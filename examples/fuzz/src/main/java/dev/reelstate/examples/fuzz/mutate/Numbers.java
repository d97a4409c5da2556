package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.layout.Field;
import dev.reelstate.examples.fuzz.mutate.layout.Field.Coding;

/** Writes numbers on which programs trip, in both byte orders, anywhere or near the start. */
final class Numbers implements Mutator {

  @Override
  public boolean fits(String container) {
    return true;
  }

  @Override
  public byte[] mutate(byte[] file, byte[] donor, Dice dice) {
    byte[] made = Bytes.copy(file);
    int area = Math.min(made.length, dice.pick(64, 512, 4096, Bytes.MAX));
    int count = dice.few(6);
    for (int i = 0; i < count; i++) {
      Coding coding = dice.oneIn(2) ? Coding.BIG : Coding.LITTLE;
      Field field = new Field(dice.below(area), dice.pick(1, 2, 4, 8), coding);
      if (field.within(made)) {
        field.write(made, dice.instead(field.read(made)));
      }
    }
    return made;
  }
}
