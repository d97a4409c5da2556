package dev.reelstate.examples.fuzz.mutate;

import java.util.Arrays;

/** Cuts a file off, as an interrupted copy does. */
final class Truncation implements Mutator {

  @Override
  public boolean fits(String container) {
    return true;
  }

  @Override
  public byte[] mutate(byte[] file, byte[] donor, Dice dice) {
    int length = dice.below(Math.min(file.length, dice.pick(4096, Bytes.MAX, Bytes.MAX)));
    return Arrays.copyOf(file, Math.max(1, length));
  }
}
