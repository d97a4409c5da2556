package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import java.util.List;

/** Puts copies of an element in front of another one. */
final class ElementCopies extends ElementMutator {

  @Override
  byte[] mutate(byte[] file, List<Element> elements, Dice dice) {
    Element copied = any(elements, dice);
    if (copied.length() == 0) {
      return Bytes.copy(file);
    }
    Element place = dice.oneIn(2) ? copied : any(elements, dice);
    int times = dice.pick(1, 1, 1, 2, 10, 100);
    byte[] more = Bytes.repeated(file, copied.start(), copied.end(), times);
    byte[] made = Bytes.inserted(file, place.start(), more);
    if (!dice.oneIn(3)) {
      grow(made, elements, place.parent(), more.length);
    }
    return made;
  }
}
