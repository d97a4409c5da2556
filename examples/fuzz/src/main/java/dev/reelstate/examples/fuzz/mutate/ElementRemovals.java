package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import java.util.List;

/** Leaves an element out. */
final class ElementRemovals extends ElementMutator {

  @Override
  byte[] mutate(byte[] file, List<Element> elements, Dice dice) {
    Element removed = any(elements, dice);
    if (removed.length() >= file.length) {
      return Bytes.copy(file);
    }
    byte[] made = Bytes.removed(file, removed.start(), removed.end());
    if (!dice.oneIn(3)) {
      grow(made, elements, removed.parent(), -removed.length());
    }
    return made;
  }
}
