package dev.reelstate.examples.benchmarks.quality;

import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.picture.EncoderSettings;
import dev.reelstate.processing.media.picture.VideoEncoders;
import dev.reelstate.processing.recipe.Speed;
import dev.reelstate.processing.recipe.VideoCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A way to encode a film, at several qualities.
 *
 * @param name what the table calls it
 * @param external whether the native command encodes, rather than this process
 * @param settings the settings for a film, from one end of quality to the other
 */
record Contestant(
    String name, boolean external, Function<Reference, List<EncoderSettings>> settings) {

  /** OpenH264 by bit rate, which everything else is measured against. */
  static final String BASELINE = "libopenh264, bit rate";

  /** What stands for the value in settings that a person gives. */
  private static final String VALUE = "%";

  private static final List<Double> SHARES = List.of(0.03, 0.08, 0.2, 0.35, 0.6, 1.0, 1.7);
  private static final List<Double> QUALITIES = List.of(32.0, 33.5, 35.0, 36.5, 38.0, 39.5, 41.0);
  private static final List<Integer> CRF = List.of(18, 22, 26, 30, 34);

  /**
   * The baseline: fractions and multiples of the bit rate that the standard ladder gives a rung.
   */
  static Contestant baseline() {
    VideoEncoders present = VideoEncoders.present(false);
    return new Contestant(
        BASELINE,
        false,
        reference -> SHARES.stream()
            .map(share -> openH264(present, scaled(reference.rung(), share), reference))
            .toList());
  }

  private static EncoderSettings openH264(VideoEncoders present, Rung rung, Reference reference) {
    return present.settings(rung, reference.frameRate()).stream()
        .filter(settings -> settings.encoder().equals("libopenh264"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The natives have no libopenh264."));
  }

  private static Rung scaled(Rung rung, double share) {
    return new Rung(rung.name(), rung.width(), rung.height(), Math.round(rung.bitRate() * share));
  }

  /** Each encoder that is present, in the settings that rungs get, at several qualities. */
  static List<Contestant> ours(Speed speed) {
    VideoEncoders present = VideoEncoders.present(true);
    Rung any = new Rung("any", 640, 360, 1_000_000);
    return Stream.of(VideoCodec.values())
        .flatMap(codec -> present.settings(of(any, codec, QUALITIES.get(0), speed), 25).stream()
            .map(settings -> ours(present, codec, settings.encoder(), speed)))
        .toList();
  }

  private static Contestant ours(
      VideoEncoders present, VideoCodec codec, String encoder, Speed speed) {
    return new Contestant(
        encoder + ", quality",
        false,
        reference -> QUALITIES.stream()
            .map(quality -> of(reference.rung(), codec, quality, speed))
            .flatMap(rung -> present.settings(rung, reference.frameRate()).stream())
            .filter(settings -> settings.encoder().equals(encoder))
            .toList());
  }

  private static Rung of(Rung rung, VideoCodec codec, double quality, Speed speed) {
    long cap = rung.bitRate() * 3 / 2;
    return new Rung(rung.name(), rung.width(), rung.height(), cap, codec, quality, speed, null);
  }

  /** The native command with x264, preset veryfast. */
  static Contestant nativeX264() {
    return new Contestant(
        "native ffmpeg, x264 veryfast",
        true,
        reference -> CRF.stream()
            .map(crf -> EncoderSettings.of("libx264")
                .with("preset", "veryfast")
                .with("threads", 1)
                .with("g", 100_000)
                .with("crf", crf))
            .toList());
  }

  /**
   * Settings on trial: {@code libx264 preset=veryfast crf=%}.
   *
   * @param values what takes the place of {@code %}, separated by commas
   */
  static Contestant onTrial(String text, String values) {
    List<String> all = new ArrayList<>(Arrays.asList(values.split(",", -1)));
    return new Contestant(
        text,
        false,
        reference -> all.stream()
            .map(value -> EncoderSettings.parse(text.replace(VALUE, value.strip())))
            .toList());
  }
}
