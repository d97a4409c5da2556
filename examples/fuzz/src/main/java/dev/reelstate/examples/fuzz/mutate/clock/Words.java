package dev.reelstate.examples.fuzz.mutate.clock;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import java.util.List;

/** Takes every word of a header for a clock. */
final class Words {

  private Words() {}

  /** Adds the little-endian words of four bytes at the start of an element. */
  static void add(Element element, int most, List<Field> found) {
    int end = Math.min(element.end(), element.body() + 4 * most);
    for (int at = element.body(); at + 4 <= end && found.size() < Clock.MOST; at += 4) {
      found.add(Field.little(at, 4));
    }
  }
}
