package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import java.util.Arrays;
import java.util.List;

/** Lets two neighbours change places, or an element move into another one. */
final class ElementMoves extends ElementMutator {

  @Override
  byte[] mutate(byte[] file, List<Element> elements, Dice dice) {
    Element moved = any(elements, dice);
    Element place = any(elements, dice);
    if (place.start() >= moved.start() && place.start() < moved.end()) {
      return Bytes.copy(file);
    }
    byte[] content = Arrays.copyOfRange(file, moved.start(), moved.end());
    byte[] without = Bytes.removed(file, moved.start(), moved.end());
    boolean behind = place.start() >= moved.end();
    int at = behind ? place.start() - moved.length() : place.start();
    byte[] made = Bytes.inserted(without, at, content);
    if (moved.parent() != place.parent() && dice.oneIn(2)) {
      // Fields in front of both places are where they were.
      growBefore(made, elements, place.parent(), content.length, Math.min(at, moved.start()));
      growBefore(made, elements, moved.parent(), -content.length, Math.min(at, moved.start()));
    }
    return made;
  }

  private static void growBefore(
      byte[] made, List<Element> elements, int parent, int bytes, int before) {
    if (parent >= 0 && elements.get(parent).body() <= before) {
      grow(made, elements, parent, bytes);
    }
  }
}
