package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import dev.reelstate.examples.fuzz.mutate.layout.Layout;
import java.util.ArrayList;
import java.util.List;

/** Damages one element of a file whose layout is known. */
abstract class ElementMutator implements Mutator {

  @Override
  public final boolean fits(String container) {
    return Layout.ALL.containsKey(container);
  }

  @Override
  public final byte[] mutate(byte[] file, byte[] donor, Dice dice) {
    List<Element> elements = Containers.elements(file);
    return elements.isEmpty() ? Bytes.copy(file) : mutate(file, elements, dice);
  }

  /** Damages a copy of a file that has at least one element. */
  abstract byte[] mutate(byte[] file, List<Element> elements, Dice dice);

  /**
   * Makes the elements around a place as much longer as the file has become, so that the structure
   * still fits together.
   */
  static void grow(byte[] made, List<Element> elements, int parent, int bytes) {
    List<Field> sizes = new ArrayList<>();
    for (int at = parent; at >= 0; at = elements.get(at).parent()) {
      sizes.add(elements.get(at).size());
    }
    sizes.stream()
        .filter(size -> size.within(made))
        .forEach(size -> size.write(made, size.read(made) + bytes));
  }

  /** An element, one of the few near the top as often as one of the many below. */
  static Element any(List<Element> elements, Dice dice) {
    int area = dice.oneIn(2) ? elements.size() : Math.min(elements.size(), 60);
    return elements.get(dice.below(area));
  }
}
