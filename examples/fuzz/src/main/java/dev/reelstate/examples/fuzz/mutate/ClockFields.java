package dev.reelstate.examples.fuzz.mutate;

import dev.reelstate.examples.fuzz.mutate.clock.Clock;
import dev.reelstate.examples.fuzz.mutate.layout.Field;
import java.util.List;

/** Lets clocks run at absurd rates, jump, or run backwards. */
final class ClockFields implements Mutator {

  private static final long[] RATES = {
    0,
    1,
    24,
    1000,
    90_000,
    1_000_000,
    10_000_000,
    1_000_000_000,
    0x7FFF_FFFF,
    0x8000_0000L,
    0xFFFF_FFFFL,
    0x1_FFFF_FFFFL,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  @Override
  public boolean fits(String container) {
    return Clock.ALL.containsKey(container);
  }

  @Override
  public byte[] mutate(byte[] file, byte[] donor, Dice dice) {
    byte[] made = Bytes.copy(file);
    List<Field> fields = Clock.of(Containers.of(file), file);
    if (fields.isEmpty()) {
      return made;
    }
    int count = dice.few(4);
    for (int i = 0; i < count; i++) {
      Field field = dice.pick(fields);
      if (field.within(made)) {
        long old = field.read(made);
        field.write(made, dice.oneIn(2) ? RATES[dice.below(RATES.length)] : dice.instead(old));
      }
    }
    return made;
  }
}
