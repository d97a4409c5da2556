package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.recipe.Speed;
import java.util.Locale;
import java.util.Set;

/**
 * The settings with which encoders keep one quality, with a cap. They were found by measuring; what
 * else was tried is in the measurements.
 */
final class QualityTuning {

  /** Groups of pictures that players can begin with, and no more lines in the log than needed. */
  static final String X265_PARAMS = "open-gop=0:log-level=error";

  private static final int WORST_QP = 51;

  private static final Set<String> KNOWN = Set.of(
      EncoderTuning.X264,
      EncoderTuning.OPEN_H264,
      EncoderTuning.NVENC,
      EncoderTuning.HEVC_NVENC,
      EncoderTuning.X265,
      EncoderTuning.SVT_AV1,
      EncoderTuning.VPX_VP9);

  private QualityTuning() {}

  /** Whether an encoder can keep a quality. */
  static boolean knows(String encoder) {
    return KNOWN.contains(encoder);
  }

  /**
   * Settings for a quality.
   *
   * @param quality XPSNR in dB of a film of average difficulty
   * @param cap the most bits per second
   */
  static EncoderSettings of(EncoderSettings common, double quality, long cap, Speed speed) {
    String encoder = common.encoder();
    return switch (encoder) {
      case EncoderTuning.OPEN_H264 -> openH264(common, quality, cap);
      case EncoderTuning.X264 -> x264(capped(common, cap), quality, speed);
      case EncoderTuning.X265 ->
        capped(common, cap)
            .with("crf", crf(encoder, quality))
            .with("preset", preset(speed, "superfast", "fast", "slow"))
            .with("forced-idr", 1)
            .with("x265-params", X265_PARAMS);
      case EncoderTuning.NVENC, EncoderTuning.HEVC_NVENC ->
        capped(common, cap)
            .with("cq", crf(EncoderTuning.X264, quality))
            .with("b", 0)
            .with("preset", preset(speed, "p4", "p5", "p7"))
            .with("rc", "vbr")
            .with("forced-idr", 1)
            .with("no-scenecut", 1);
      case EncoderTuning.SVT_AV1 ->
        common
            .with("crf", whole(encoder, quality))
            .with("maxrate", cap)
            .with("preset", preset(speed, "9", "7", "5"));
      case EncoderTuning.VPX_VP9 ->
        common
            .with("crf", whole(encoder, quality))
            .with("b", cap)
            .with("keyint_min", EncoderTuning.NO_KEY_FRAMES_OF_ITS_OWN)
            .with("deadline", "good")
            .with("cpu-used", preset(speed, "5", "3", "1"))
            .with("row-mt", 1);
      default -> throw new IllegalArgumentException(encoder + " cannot keep a quality.");
    };
  }

  private static EncoderSettings x264(EncoderSettings capped, double quality, Speed speed) {
    EncoderSettings settings = capped
        .with("crf", crf(capped.encoder(), quality))
        .with("profile", "high")
        .with("preset", preset(speed, "veryfast", "medium", "slower"))
        .with("aq-strength", "0.7")
        .with("bf", 3)
        .with("forced-idr", 1)
        .with("keyint_min", EncoderTuning.NO_KEY_FRAMES_OF_ITS_OWN);
    return speed == Speed.FAST
        ? settings.with("motion-est", "dia").with("rc-lookahead", 20).with("trellis", 1)
        : settings;
  }

  /** OpenH264 has no constant quality: its rate control gets more bits than it may use. */
  private static EncoderSettings openH264(EncoderSettings common, double quality, long cap) {
    return common
        .with("b", cap)
        .with("maxrate", cap + cap / 2)
        .with("qmin", whole(common.encoder(), quality))
        .with("qmax", WORST_QP)
        .with("profile", "high")
        .with("rc_mode", "bitrate")
        .with("allow_skip_frames", 0);
  }

  /** At most the cap, over two seconds. */
  private static EncoderSettings capped(EncoderSettings common, long cap) {
    return common.with("maxrate", cap).with("bufsize", Math.min(Integer.MAX_VALUE, 2 * cap));
  }

  private static String preset(Speed speed, String fast, String balanced, String small) {
    return switch (speed) {
      case FAST -> fast;
      case BALANCED -> balanced;
      case SMALL -> small;
    };
  }

  private static String crf(String encoder, double quality) {
    return String.format(Locale.ROOT, "%.1f", QualityScale.constant(encoder, quality));
  }

  private static long whole(String encoder, double quality) {
    return Math.round(QualityScale.constant(encoder, quality));
  }
}
