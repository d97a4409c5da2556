package dev.reelstate.examples.fuzz.mutate;

/** Flips bits, anywhere or near the start, where headers are. */
final class BitFlips implements Mutator {

  @Override
  public boolean fits(String container) {
    return true;
  }

  @Override
  public byte[] mutate(byte[] file, byte[] donor, Dice dice) {
    byte[] made = Bytes.copy(file);
    int area = Math.min(made.length, dice.pick(64, 512, 4096, Bytes.MAX));
    int flips = dice.pick(1, 2, 4, 16, 64, 256);
    for (int i = 0; i < flips; i++) {
      made[dice.below(area)] ^= (byte) (1 << dice.below(8));
    }
    return made;
  }
}
