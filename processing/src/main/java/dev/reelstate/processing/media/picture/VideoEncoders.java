package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.EncoderFailed;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.PresentNatives;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.recipe.VideoCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The encoders of moving pictures that may be used, best first. For H.264 these are the encoders of
 * the hardware present, then x264 if the host has added the GPL natives, then OpenH264. Immutable
 * and thread-safe.
 */
public final class VideoEncoders {

  /** Opens an encoder by its name. */
  @FunctionalInterface
  public interface Opener {
    Encoder open(String name, Encoder.Setup setup) throws LibavException;
  }

  private static final String NVENC = "h264_nvenc";
  private static final String VIDEO_TOOLBOX = "h264_videotoolbox";
  private static final String X264 = "libx264";
  private static final String OPEN_H264 = "libopenh264";
  private static final String SVT_AV1 = "libsvtav1";
  private static final String VPX_VP9 = "libvpx-vp9";
  private static final Path NVIDIA = Path.of("/dev/nvidiactl");

  /**
   * A key frame interval beyond that of any sensible film, so that key frames come only where
   * forced.
   */
  private static final int NO_KEY_FRAMES_OF_ITS_OWN = 100_000;

  private static final double MIN_RATE = 1;
  private static final double MAX_RATE = 240;

  /** OpenH264 takes a higher rate for this one, in its bit rate and in the level it states. */
  private static final double MAX_RATE_OF_OPEN_H264 = 60;

  private final Map<VideoCodec, List<String>> names;
  private final Opener opener;

  /**
   * Creates a choice of encoders.
   *
   * @param names the encoders of each codec, best first
   */
  public VideoEncoders(Map<VideoCodec, List<String>> names, Opener opener) {
    this.names = Map.copyOf(names);
    this.opener = opener;
  }

  /**
   * The encoders that are present.
   *
   * @param hardware whether hardware encoders may be among them
   */
  public static VideoEncoders present(boolean hardware) {
    Stream<String> fast = hardware ? Stream.of(NVENC, VIDEO_TOOLBOX) : Stream.empty();
    List<String> h264 = Stream.concat(fast, Stream.of(X264, OPEN_H264))
        .filter(VideoEncoders::isPresent)
        .toList();
    return new VideoEncoders(
        Map.of(
            VideoCodec.H264, h264,
            VideoCodec.AV1, List.of(SVT_AV1),
            VideoCodec.VP9, List.of(VPX_VP9)),
        Encoder::open);
  }

  /** The libraries that are loaded, and the encoders that they and this machine have. */
  public static PresentNatives describe() {
    VideoEncoders present = present(true);
    List<String> encoders = present.names.values().stream()
        .flatMap(List::stream)
        .filter(VideoEncoders::isPresent)
        .sorted()
        .toList();
    return new PresentNatives(
        avutil.av_version_info().getString(), avutil.avutil_license().getString(), encoders);
  }

  /**
   * Whether an encoder can be used; the natives have some for hardware that the machine may lack.
   */
  private static boolean isPresent(String name) {
    return avcodec.avcodec_find_encoder_by_name(name) != null
        && (!name.equals(NVENC) || Files.exists(NVIDIA));
  }

  /** A copy without an encoder that has failed. */
  public VideoEncoders without(String name) {
    Map<VideoCodec, List<String>> others = new EnumMap<>(VideoCodec.class);
    names.forEach((codec, all) ->
        others.put(codec, all.stream().filter(other -> !other.equals(name)).toList()));
    return new VideoEncoders(others, opener);
  }

  /** Whether another encoder can take over if this one fails. */
  public boolean hasOtherThan(String name) {
    return names.values().stream()
        .anyMatch(all -> all.contains(name) && all.stream().anyMatch(other -> !other.equals(name)));
  }

  /**
   * Opens the first encoder that works, for yuv420p pictures of a rung timed in
   * {@link TimeBase#MEDIA}. Frames of picture type I become key frames.
   *
   * @param frameRate mean pictures per second, a hint for rate control; 0 if unknown
   * @param failed called with a sentence for each encoder that did not open
   */
  public Encoder open(
      RenderSpec.Rung rung, double frameRate, ColorTags colors, Consumer<String> failed)
      throws LibavException {
    LibavException last = new LibavException(
        avutil.AVERROR_ENCODER_NOT_FOUND(), "find an encoder for " + rung.codec());
    for (String name : names.getOrDefault(rung.codec(), List.of())) {
      try {
        Encoder encoder = opener.open(name, context -> set(context, name, rung, frameRate, colors));
        if (name.equals(OPEN_H264) && frameRate > MAX_RATE_OF_OPEN_H264) {
          AvcLevel.raise(encoder.context(), AvcLevel.of(rung.width(), rung.height(), frameRate));
        }
        return encoder;
      } catch (LibavException e) {
        last = e;
        failed.accept(EncoderFailed.sentence(name, e.detail()));
      }
    }
    throw last;
  }

  private static void set(
      AVCodecContext context,
      String name,
      RenderSpec.Rung rung,
      double frameRate,
      ColorTags colors) {
    long bitRate = rung.bitRate();
    Encoders.picture(context, new PictureSize(rung.width(), rung.height()), colors);
    context.bit_rate(bitRate);
    context.rc_max_rate(bitRate + bitRate / 2);
    context.gop_size(NO_KEY_FRAMES_OF_ITS_OWN);
    context.max_b_frames(0);
    double rate = Math.max(MIN_RATE, Math.min(MAX_RATE, frameRate == 0 ? 25 : frameRate));
    context.framerate().num((int) Math.round(rate * 1000)).den(1000);
    tune(context, name, bitRate);
    if (name.equals(OPEN_H264) && rate > MAX_RATE_OF_OPEN_H264) {
      double share = MAX_RATE_OF_OPEN_H264 / rate;
      context.bit_rate(Math.round(context.bit_rate() * share));
      context.rc_max_rate(Math.round(context.rc_max_rate() * share));
    }
  }

  /** Settings that only one encoder has. */
  private static void tune(AVCodecContext context, String name, long bitRate) {
    switch (name) {
      case OPEN_H264 -> {
        option(context, "profile", "high");
        option(context, "rc_mode", "bitrate");
        option(context, "allow_skip_frames", "0");
      }
      case X264 -> {
        context.rc_buffer_size((int) Math.min(Integer.MAX_VALUE, bitRate * 2));
        option(context, "profile", "high");
        option(context, "preset", "veryfast");
        option(context, "forced-idr", "1");
        option(context, "sc_threshold", "0");
      }
      case NVENC -> {
        option(context, "preset", "p4");
        option(context, "rc", "vbr");
        option(context, "forced-idr", "1");
        option(context, "no-scenecut", "1");
      }
      case SVT_AV1 -> {
        context.rc_max_rate(0);
        context.thread_count(0);
        option(context, "preset", "9");
      }
      case VPX_VP9 -> {
        context.keyint_min(NO_KEY_FRAMES_OF_ITS_OWN);
        option(context, "deadline", "good");
        option(context, "cpu-used", "5");
        option(context, "row-mt", "1");
      }
      default -> {}
    }
  }

  private static void option(AVCodecContext context, String name, String value) {
    avutil.av_opt_set(context.priv_data(), name, value, 0);
  }
}
