package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import java.util.List;

/** Lets an element say that it is something else: what another one is, or nothing known. */
final class ElementTypes extends ElementMutator {

  @Override
  byte[] mutate(byte[] file, List<Element> elements, Dice dice) {
    byte[] made = Bytes.copy(file);
    Field type = any(elements, dice).type();
    Field other = any(elements, dice).type();
    if (type.within(made) && other.within(made)) {
      long old = type.read(made);
      type.write(made, dice.oneIn(3) ? dice.instead(old) : other.read(made));
    }
    return made;
  }
}
