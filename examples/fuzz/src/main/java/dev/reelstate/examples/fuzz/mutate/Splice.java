package dev.reelstate.examples.fuzz.mutate;

import java.util.Arrays;

/** Puts a part of another file in the place of a part of this one. */
final class Splice implements Mutator {

  @Override
  public boolean fits(String container) {
    return true;
  }

  @Override
  public byte[] mutate(byte[] file, byte[] donor, Dice dice) {
    int from = dice.below(file.length);
    int to = from + dice.below(Math.min(file.length - from, dice.pick(256, 8192)) + 1);
    int cut = dice.below(donor.length);
    int length = dice.below(Math.min(donor.length - cut, dice.pick(256, 8192, Bytes.MAX)) + 1);
    return Bytes.replaced(file, from, to, Arrays.copyOfRange(donor, cut, cut + length));
  }
}
