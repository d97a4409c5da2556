package dev.reelstate.processing.media.picture;

/** The levels of H.264 by the macroblocks of a picture and of a second (table A-1). */
final class AvcLevel {

  private static final int MACROBLOCK = 16;

  private static final int[] LEVELS = {30, 31, 32, 40, 42, 50, 51, 52, 60, 61, 62};
  private static final long[] PICTURE = {
    1_620, 3_600, 5_120, 8_192, 8_704, 22_080, 36_864, 36_864, 139_264, 139_264, 139_264
  };
  private static final long[] SECOND = {
    40_500, 108_000, 216_000, 245_760, 522_240, 589_824, 983_040, 2_073_600, 4_177_920, 8_355_840,
    16_711_680
  };

  private AvcLevel() {}

  /** The lowest level from 3 on for pictures of a size at a rate, times ten. */
  static int of(int width, int height, double rate) {
    long blocks = blocks(width) * blocks(height);
    int fitting = 0;
    while (fitting < LEVELS.length - 1
        && (PICTURE[fitting] < blocks || SECOND[fitting] < blocks * rate)) {
      fitting++;
    }
    return LEVELS[fitting];
  }

  private static long blocks(int side) {
    return (side + MACROBLOCK - 1) / MACROBLOCK;
  }
}
