package dev.reelstate.examples.fuzz.mutate.clock;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import dev.reelstate.examples.fuzz.mutate.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rates, scales, starts, lengths and the index of AVI and WAVE. */
final class RiffClock implements Clock {

  private static final Set<String> CHUNKS = Set.of("avih", "strh", "fmt ", "strf", "idx1", "ds64");

  private static final int WORDS = 16;

  @Override
  public List<Field> fields(byte[] file) {
    List<Field> found = new ArrayList<>();
    for (Element chunk : Layout.of("avi", file)) {
      if (CHUNKS.contains(chunk.name())) {
        Words.add(chunk, WORDS, found);
      }
    }
    return found;
  }
}
