package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.RenderSpec;
import java.util.Objects;
import java.util.Set;

/** Decides on the settings of an encoder for a rung. */
final class EncoderTuning {

  static final String NVENC = "h264_nvenc";
  static final String VIDEO_TOOLBOX = "h264_videotoolbox";
  static final String X264 = "libx264";
  static final String OPEN_H264 = "libopenh264";
  static final String X265 = "libx265";
  static final String HEVC_NVENC = "hevc_nvenc";
  static final String SVT_AV1 = "libsvtav1";
  static final String VPX_VP9 = "libvpx-vp9";

  /** The encoders that keep a high dynamic range, with what a film says of its brightness. */
  static final Set<String> KEEP_HDR = Set.of(X265, SVT_AV1);

  /** OpenH264 takes a higher rate for this one, in its bit rate and in the level it states. */
  static final double MAX_RATE_OF_OPEN_H264 = 60;

  /**
   * A key frame interval beyond that of any sensible film, so that key frames come only where
   * forced.
   */
  static final int NO_KEY_FRAMES_OF_ITS_OWN = 100_000;

  private EncoderTuning() {}

  /**
   * The settings of an encoder for a rung.
   *
   * @param frameRate pictures per second, at least 1
   */
  static EncoderSettings of(String encoder, RenderSpec.Rung rung, double frameRate) {
    boolean fast = encoder.equals(OPEN_H264) && frameRate > MAX_RATE_OF_OPEN_H264;
    double share = fast ? MAX_RATE_OF_OPEN_H264 / frameRate : 1;
    EncoderSettings common = EncoderSettings.of(encoder)
        .with("g", NO_KEY_FRAMES_OF_ITS_OWN)
        .with("bf", 0)
        .with("threads", encoder.equals(SVT_AV1) ? 0 : 1)
        .with("slices", 1);
    Double quality = rung.quality();
    if (quality == null) {
      return byBitRate(common, rung.bitRate(), share);
    }
    return QualityTuning.knows(encoder)
        ? QualityTuning.of(
            common,
            quality,
            Math.round(rung.bitRate() * share),
            Objects.requireNonNull(rung.speed()))
        : byBitRate(common, rung.bitRate() * 2 / 3, share);
  }

  /** Settings that reach a bit rate, with peaks of one and a half times it. */
  private static EncoderSettings byBitRate(EncoderSettings common, long bitRate, double share) {
    EncoderSettings settings = common.with("b", Math.round(bitRate * share));
    EncoderSettings capped = settings.with("maxrate", Math.round((bitRate + bitRate / 2) * share));
    return switch (common.encoder()) {
      case OPEN_H264 ->
        capped.with("profile", "high").with("rc_mode", "bitrate").with("allow_skip_frames", 0);
      case X264 ->
        capped
            .with("bufsize", Math.min(Integer.MAX_VALUE, bitRate * 2))
            .with("profile", "high")
            .with("preset", "veryfast")
            .with("forced-idr", 1)
            .with("sc_threshold", 0);
      case X265 ->
        capped
            .with("bufsize", Math.min(Integer.MAX_VALUE, bitRate * 2))
            .with("preset", "superfast")
            .with("forced-idr", 1)
            .with("x265-params", QualityTuning.X265_PARAMS);
      case NVENC, HEVC_NVENC ->
        capped.with("preset", "p4").with("rc", "vbr").with("forced-idr", 1).with("no-scenecut", 1);
      case SVT_AV1 -> settings.with("preset", "9");
      case VPX_VP9 ->
        capped
            .with("keyint_min", NO_KEY_FRAMES_OF_ITS_OWN)
            .with("deadline", "good")
            .with("cpu-used", 5)
            .with("row-mt", 1);
      default -> capped;
    };
  }
}
