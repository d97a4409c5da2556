package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.clock.OggClock;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import java.util.List;

/** Damages pages of Ogg: flags, stream, sequence, lacing values, order and number. */
final class OggPages implements Mutator {

  @Override
  public boolean fits(String container) {
    return container.equals("ogg");
  }

  @Override
  public byte[] mutate(byte[] file, byte[] donor, Dice dice) {
    byte[] made = Bytes.copy(file);
    List<Integer> pages = OggClock.pages(made);
    if (pages.isEmpty()) {
      return made;
    }
    int page = dice.below(pages.size());
    int at = pages.get(page);
    int end = page + 1 < pages.size() ? pages.get(page + 1) : made.length;
    return switch (dice.below(4)) {
      case 0 -> Bytes.removed(made, at, end);
      case 1 -> Bytes.inserted(made, dice.pick(pages), Bytes.repeated(made, at, end, 1));
      default -> {
        Field field = dice.pick(List.of(
            Field.big(at + 5, 1), // flags
            Field.little(at + 14, 4), // stream
            Field.little(at + 18, 4), // sequence
            Field.big(at + 26, 1), // number of lacing values
            Field.big(at + 27 + dice.below(16), 1), // lacing values and content
            Field.little(at + 28 + dice.below(64), 4)));
        if (field.within(made)) {
          field.write(made, dice.instead(field.read(made)));
        }
        yield made;
      }
    };
  }
}
