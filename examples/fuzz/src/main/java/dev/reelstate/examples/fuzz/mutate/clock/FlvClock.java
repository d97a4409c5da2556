package dev.reelstate.examples.fuzz.mutate.clock;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import dev.reelstate.examples.fuzz.mutate.layout.Layout;
import java.util.ArrayList;
import java.util.List;

/** The times of FLV's tags, with their highest byte last. */
final class FlvClock implements Clock {

  @Override
  public List<Field> fields(byte[] file) {
    List<Field> found = new ArrayList<>();
    for (Element tag : Layout.of("flv", file)) {
      found.add(Field.big(tag.start() + 4, 3));
      found.add(Field.big(tag.start() + 7, 1));
    }
    return found;
  }
}
