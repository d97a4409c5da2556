package dev.reelstate.examples.fuzz.mutate.clock;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import dev.reelstate.examples.fuzz.mutate.layout.Layout;
import java.util.ArrayList;
import java.util.List;

/** Durations, preroll and times of packets of ASF. */
final class AsfClock implements Clock {

  /** File properties, stream properties, extended stream properties, data, simple index. */
  private static final List<String> OBJECTS = List.of(
      "a1dcab8c47a9cf11",
      "9107dcb7b7a9cf11",
      "cba5e61472c632e4",
      "3626b2758e66cf11",
      "90080033b1e5cf11");

  private static final int WORDS = 24;

  @Override
  public List<Field> fields(byte[] file) {
    List<Field> found = new ArrayList<>();
    for (Element object : Layout.of("asf", file)) {
      if (OBJECTS.contains(object.name())) {
        Words.add(object, WORDS, found);
      }
    }
    return found;
  }
}
