package dev.reelstate.examples.fuzz.mutate;

/** Repeats a block of bytes, removes it, or blanks it. */
final class Blocks implements Mutator {

  @Override
  public boolean fits(String container) {
    return true;
  }

  @Override
  public byte[] mutate(byte[] file, byte[] donor, Dice dice) {
    int from = dice.below(file.length);
    int to = from + 1 + dice.below(Math.min(file.length - from, dice.pick(16, 512, 8192)));
    return switch (dice.below(3)) {
      case 0 ->
        Bytes.inserted(file, from, Bytes.repeated(file, from, to, dice.pick(1, 1, 2, 16, 256)));
      case 1 -> Bytes.removed(file, from, to);
      default -> Bytes.replaced(file, from, to, new byte[to - from]);
    };
  }
}
