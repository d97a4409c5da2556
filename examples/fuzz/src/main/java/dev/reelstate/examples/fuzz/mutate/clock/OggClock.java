package dev.reelstate.examples.fuzz.mutate.clock;

import dev.reelstate.examples.fuzz.mutate.layout.Field;
import java.util.ArrayList;
import java.util.List;

/** The positions of Ogg's pages. */
public final class OggClock implements Clock {

  private static final int HEADER = 27;

  @Override
  public List<Field> fields(byte[] file) {
    return pages(file).stream().map(at -> Field.little(at + 6, 8)).toList();
  }

  /** Where pages begin. */
  public static List<Integer> pages(byte[] file) {
    List<Integer> found = new ArrayList<>();
    for (int at = 0; at + HEADER < file.length && found.size() < MOST; at++) {
      if (file[at] == 'O' && file[at + 1] == 'g' && file[at + 2] == 'g' && file[at + 3] == 'S') {
        found.add(at);
      }
    }
    return found;
  }

  /** Where the page that begins at a place ends, by its lacing values. */
  public static int end(byte[] file, int at) {
    int count = file[at + 26] & 0xFF;
    int end = at + HEADER + count;
    for (int i = at + HEADER; i < Math.min(file.length, at + HEADER + count); i++) {
      end += file[i] & 0xFF;
    }
    return Math.min(file.length, end);
  }
}
