package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import dev.reelstate.examples.fuzz.mutate.layout.Field.Coding;
import java.util.List;

/** Writes other numbers into the first fields of elements: counts, versions, offsets, sizes. */
final class ElementFields extends ElementMutator {

  private static final int AREA = 96;

  @Override
  byte[] mutate(byte[] file, List<Element> elements, Dice dice) {
    byte[] made = Bytes.copy(file);
    int count = dice.few(4);
    for (int i = 0; i < count; i++) {
      Element element = any(elements, dice);
      int room = Math.min(AREA, element.end() - element.body());
      if (room > 0) {
        int width = dice.pick(1, 2, 4, 4, 8);
        int at = element.body() + dice.below(room) / width * width;
        Field field = new Field(at, width, dice.oneIn(4) ? Coding.LITTLE : Coding.BIG);
        if (field.within(made)) {
          field.write(made, dice.instead(field.read(made)));
        }
      }
    }
    return made;
  }
}
