package dev.reelstate.examples.fuzz.mutate;

import java.util.List;
import java.util.SplittableRandom;

/** All randomness of one mutation: the same seed makes the same choices. Not thread-safe. */
public final class Dice {

  /** Values at which sizes, counts and signs change their meaning. */
  private static final long[] EDGES = {
    0,
    1,
    2,
    3,
    7,
    8,
    9,
    0x7F,
    0x80,
    0xFF,
    0x100,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x10000,
    0xFF_FFFF,
    0x7FFF_FFFF,
    0x8000_0000L,
    0xFFFF_FFFEL,
    0xFFFF_FFFFL,
    0x1_0000_0000L,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -2
  };

  private final SplittableRandom random;

  /** Creates the dice for one of the mutations of a run. */
  public Dice(long seed, long number) {
    this.random = new SplittableRandom(new SplittableRandom(seed).nextLong() + number);
  }

  /** A number from 0 to one below the bound, which is positive. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** A number from 1 to the maximum, small ones more often. */
  public int few(int most) {
    return 1 + below(1 + below(most));
  }

  public boolean oneIn(int times) {
    return below(times) == 0;
  }

  /** One item of a list that is not empty. */
  public <T> T pick(List<T> list) {
    return list.get(below(list.size()));
  }

  public int pick(int... values) {
    return values[below(values.length)];
  }

  /** A value to put in place of another one: an edge, a neighbour, a multiple or anything. */
  public long instead(long old) {
    return switch (below(8)) {
      case 0 -> old + 1;
      case 1 -> old - 1;
      case 2 -> old * pick(2, 10, 1000);
      case 3 -> old / pick(2, 10, 1000);
      case 4 -> random.nextLong();
      default -> EDGES[below(EDGES.length)];
    };
  }
}
