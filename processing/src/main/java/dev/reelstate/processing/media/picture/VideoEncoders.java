package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.EncoderFailed;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.PresentNatives;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.recipe.Speed;
import dev.reelstate.processing.recipe.VideoCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  private static final Path NVIDIA = Path.of("/dev/nvidiactl");

  private static final double MIN_RATE = 1;
  private static final double MAX_RATE = 240;

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
    Stream<String> fast =
        hardware ? Stream.of(EncoderTuning.NVENC, EncoderTuning.VIDEO_TOOLBOX) : Stream.empty();
    List<String> h264 = Stream.concat(fast, Stream.of(EncoderTuning.X264, EncoderTuning.OPEN_H264))
        .filter(VideoEncoders::isPresent)
        .toList();
    Stream<String> fastHevc = hardware ? Stream.of(EncoderTuning.HEVC_NVENC) : Stream.empty();
    List<String> hevc = Stream.concat(fastHevc, Stream.of(EncoderTuning.X265))
        .filter(VideoEncoders::isPresent)
        .toList();
    return new VideoEncoders(
        Map.of(
            VideoCodec.H264,
            h264,
            VideoCodec.HEVC,
            hevc,
            VideoCodec.AV1,
            List.of(EncoderTuning.SVT_AV1),
            VideoCodec.VP9,
            List.of(EncoderTuning.VPX_VP9)),
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
        avutil.av_version_info().getString(),
        avutil.avutil_license().getString(),
        encoders,
        settings());
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    for (VideoCodec codec : VideoCodec.values()) {
      for (boolean hardware : new boolean[] {true, false}) {
        settings.put(PresentNatives.choice(codec, hardware), present(hardware).description(codec));
      }
    }
    return settings;
  }

  /** The encoders of a codec, best first, set up for ordinary rungs of each kind. */
  private String description(VideoCodec codec) {
    RenderSpec.Rung rung = new RenderSpec.Rung("any", 640, 360, 1_000_000, codec);
    return Stream.concat(
            Stream.of(rung), Stream.of(Speed.values()).map(speed -> rung.withQuality(38, speed)))
        .flatMap(each -> settings(each, 25).stream())
        .map(EncoderSettings::text)
        .collect(Collectors.joining("; "));
  }

  /**
   * Whether an encoder can be used; the natives have some for hardware that the machine may lack.
   */
  private static boolean isPresent(String name) {
    return avcodec.avcodec_find_encoder_by_name(name) != null
        && (!name.endsWith("_nvenc") || Files.exists(NVIDIA));
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
   * The settings that {@link #open(RenderSpec.Rung, double, ColorTags, HdrMetadata, Consumer)}
   * would use, of each encoder that can encode the rung, best first.
   *
   * @param frameRate mean pictures per second; 0 if unknown
   */
  public List<EncoderSettings> settings(RenderSpec.Rung rung, double frameRate) {
    return names.getOrDefault(rung.codec(), List.of()).stream()
        .filter(name -> !rung.hdr() || EncoderTuning.KEEP_HDR.contains(name))
        .map(name -> EncoderTuning.of(name, rung, known(frameRate)))
        .toList();
  }

  /**
   * Opens the first encoder that works, for pictures of a rung timed in {@link TimeBase#MEDIA}: in
   * yuv420p10le if the rung has a high dynamic range, else in yuv420p. Frames of picture type I
   * become key frames.
   *
   * @param frameRate mean pictures per second, a hint for rate control; 0 if unknown
   * @param brightness what the film says of it
   * @param failed called with a sentence for each encoder that did not open
   */
  public Encoder open(
      RenderSpec.Rung rung,
      double frameRate,
      ColorTags colors,
      HdrMetadata brightness,
      Consumer<String> failed)
      throws LibavException {
    LibavException last = new LibavException(
        avutil.AVERROR_ENCODER_NOT_FOUND(), "find an encoder for " + rung.codec());
    for (EncoderSettings settings : settings(rung, frameRate)) {
      try {
        return open(settings, rung.size(), frameRate, colors, brightness);
      } catch (LibavException e) {
        last = e;
        failed.accept(EncoderFailed.sentence(settings.encoder(), e.detail()));
      }
    }
    throw last;
  }

  /** Whether the best encoder of a rung can keep the quality that it asks for. */
  public boolean keepsQuality(RenderSpec.Rung rung) {
    return rung.quality() != null
        && settings(rung, 0).stream()
            .limit(1)
            .anyMatch(settings -> QualityTuning.knows(settings.encoder()));
  }

  /** The same for a film that says nothing of its brightness. */
  public Encoder open(
      RenderSpec.Rung rung, double frameRate, ColorTags colors, Consumer<String> failed)
      throws LibavException {
    return open(rung, frameRate, colors, HdrMetadata.NONE, failed);
  }

  /**
   * Opens one encoder with given settings, likewise.
   *
   * @throws LibavException if it does not open, or does not have one of the settings
   */
  public Encoder open(
      EncoderSettings settings,
      PictureSize size,
      double frameRate,
      ColorTags colors,
      HdrMetadata brightness)
      throws LibavException {
    String name = settings.encoder();
    Encoder encoder = opener.open(name, context -> {
      Encoders.picture(context, size, colors);
      context.framerate().num((int) Math.round(known(frameRate) * 1000)).den(1000);
      brightness.addTo(context);
      settings.apply(context);
    });
    if (name.equals(EncoderTuning.OPEN_H264) && frameRate > EncoderTuning.MAX_RATE_OF_OPEN_H264) {
      AvcLevel.raise(encoder.context(), AvcLevel.of(size.width(), size.height(), frameRate));
    }
    return encoder;
  }

  /** The same for a film that says nothing of its brightness. */
  public Encoder open(
      EncoderSettings settings, PictureSize size, double frameRate, ColorTags colors)
      throws LibavException {
    return open(settings, size, frameRate, colors, HdrMetadata.NONE);
  }

  private static double known(double frameRate) {
    return Math.max(MIN_RATE, Math.min(MAX_RATE, frameRate == 0 ? 25 : frameRate));
  }
}
