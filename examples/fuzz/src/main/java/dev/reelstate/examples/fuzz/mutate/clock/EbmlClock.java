package dev.reelstate.examples.fuzz.mutate.clock;

import dev.reelstate.examples.fuzz.mutate.layout.Element;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import dev.reelstate.examples.fuzz.mutate.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Time scales, durations and times of Matroska and WebM. */
final class EbmlClock implements Clock {

  /** TimestampScale, Duration, DefaultDuration, CodecDelay, SeekPreRoll, DiscardPadding ... */
  private static final Set<String> RARE = Set.of(
      "2ad7b1", "4489", "23e383", "234e7a", "23314f", "56aa", "56bb", "75a2", "78b5", "b5", "4461");

  /** Timestamp of a cluster, BlockDuration, CueTime, ReferenceBlock. */
  private static final Set<String> FREQUENT = Set.of("e7", "9b", "b3", "fb");

  /** SimpleBlock and Block, whose time follows the number of the track. */
  private static final Set<String> BLOCKS = Set.of("a3", "a1");

  @Override
  public List<Field> fields(byte[] file) {
    List<Field> rare = new ArrayList<>();
    List<Field> frequent = new ArrayList<>();
    for (Element element : Layout.of("matroska", file)) {
      int width = Math.min(8, element.end() - element.body());
      if (BLOCKS.contains(element.name())) {
        frequent.add(Field.big(element.body() + 1, 2));
      } else if (FREQUENT.contains(element.name()) && width > 0) {
        frequent.add(Field.big(element.body(), width));
      } else if (RARE.contains(element.name()) && width > 0) {
        rare.add(Field.big(element.body(), width));
      }
    }
    List<Field> all = new ArrayList<>(frequent);
    for (int i = 0; i == 0 || (!rare.isEmpty() && all.size() < 2 * frequent.size()); i++) {
      all.addAll(rare);
    }
    return all;
  }
}
