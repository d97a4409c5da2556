package dev.reelstate.examples.fuzz.mutate.clock;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import dev.reelstate.examples.fuzz.mutate.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Time scales, durations, edit lists and tables of times of MP4 and QuickTime. */
final class IsoClock implements Clock {

  private static final Set<String> BOXES = Set.of(
      "mvhd", "mdhd", "tkhd", "elst", "stts", "ctts", "cslg", "tfdt", "tfhd", "trun", "trex",
      "mehd", "sidx");

  /** Enough for every header, and for the first entries of tables. */
  private static final int WORDS = 16;

  @Override
  public List<Field> fields(byte[] file) {
    List<Field> found = new ArrayList<>();
    for (Element box : Layout.of("mp4", file)) {
      if (BOXES.contains(box.name())) {
        int end = Math.min(box.end(), box.body() + 4 * WORDS);
        for (int at = box.body() + 4; at + 4 <= end && found.size() < MOST; at += 4) {
          found.add(Field.big(at, 4));
        }
      }
    }
    return found;
  }
}
