package dev.reelstate.processing.media.picture;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.javacpp.BytePointer;

/** The levels of H.264 by the macroblocks of a picture and of a second (table A-1). */
final class AvcLevel {

  private static final int MACROBLOCK = 16;

  /** The type of a sequence parameter set's unit. */
  private static final int PARAMETER_SET = 7;

  private static final int[] LEVELS = {30, 31, 32, 40, 42, 50, 51, 52, 60, 61, 62};
  private static final long[] PICTURE = {
    1_620, 3_600, 5_120, 8_192, 8_704, 22_080, 36_864, 36_864, 139_264, 139_264, 139_264
  };
  private static final long[] SECOND = {
    40_500,
    108_000,
    216_000,
    245_760,
    522_240,
    589_824,
    983_040,
    2_073_600,
    4_177_920,
    8_355_840,
    16_711_680
  };

  private AvcLevel() {}

  /** The lowest level from 3 on for pictures of a size at a rate, times ten. */
  static int of(int width, int height, double rate) {
    long blocks = (long) blocks(width) * blocks(height);
    int fitting = 0;
    while (fitting < LEVELS.length - 1
        && (PICTURE[fitting] < blocks || SECOND[fitting] < blocks * rate)) {
      fitting++;
    }
    return LEVELS[fitting];
  }

  /** Makes the sequence parameter sets of an open encoder state at least a level. */
  static void raise(AVCodecContext context, int level) {
    BytePointer header = context.extradata();
    for (long i = 0; i + 6 < context.extradata_size(); i++) {
      boolean startCode = header.get(i) == 0 && header.get(i + 1) == 0 && header.get(i + 2) == 1;
      if (startCode && (header.get(i + 3) & 0x1F) == PARAMETER_SET) {
        header.put(i + 6, (byte) Math.max(level, header.get(i + 6)));
      }
    }
  }

  private static int blocks(int side) {
    return (side + MACROBLOCK - 1) / MACROBLOCK;
  }
}
