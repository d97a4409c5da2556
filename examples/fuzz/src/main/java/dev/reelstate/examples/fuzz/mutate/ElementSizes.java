package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import java.util.List;

/** Lets elements say that they are longer or shorter than they are. */
final class ElementSizes extends ElementMutator {

  @Override
  byte[] mutate(byte[] file, List<Element> elements, Dice dice) {
    byte[] made = Bytes.copy(file);
    int count = dice.few(3);
    for (int i = 0; i < count; i++) {
      Field size = any(elements, dice).size();
      if (size.within(made)) {
        size.write(made, dice.instead(size.read(made)));
      }
    }
    return made;
  }
}
