package dev.reelstate.evaluation.statistics;

/**
 * Random numbers that stay the same forever: SplitMix64, by Steele, Lea and Flood, "Fast Splittable
 * Pseudorandom Number Generators", 2014. The generators of the JDK will not do, because the
 * documentation of {@link java.util.SplittableRandom} fixes neither its algorithm nor how a number
 * below a bound is made, and the named algorithms of {@code java.util.random} may be missing from a
 * runtime image. Not thread-safe.
 */
final class SplitMix64 {

  private static final long GAMMA = 0x9E37_79B9_7F4A_7C15L;
  private static final long LOW_BITS = 0xFFFF_FFFFL;

  private long state;

  SplitMix64(long seed) {
    state = seed;
  }

  /**
   * One of many independent generators with the same seed, so that samples can be drawn in any
   * order, or at the same time.
   */
  static SplitMix64 stream(long seed, int number) {
    return new SplitMix64(mix(mix(seed + GAMMA) + number * GAMMA));
  }

  long next() {
    state += GAMMA;
    return mix(state);
  }

  /**
   * A number from 0 to below the bound, each equally likely: Lemire, "Fast Random Integer
   * Generation in an Interval", 2019.
   */
  int below(int bound) {
    long product;
    do {
      product = (next() >>> 32) * bound;
    } while ((product & LOW_BITS) < (LOW_BITS + 1) % bound);
    return (int) (product >>> 32);
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }
}
