package dev.reelstate.examples.fuzz.seed;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A clip of a moment: what is in it and how it is packed, in libav's names.
 *
 * @param fileName its name as a file
 * @param muxer the muxer
 * @param options options of the muxer
 * @param pictures what encodes the pictures, or null for none
 * @param sound what encodes the sound, or null for none
 * @param subtitles the codec of the subtitles, or null for none
 */
record Seed(
    String fileName,
    String muxer,
    Map<String, String> options,
    @Nullable Coder pictures,
    @Nullable Coder sound,
    @Nullable String subtitles) {

  /**
   * An encoder.
   *
   * @param encoder its name
   * @param format the pixel or sample format that it takes
   * @param width of pictures, in pixels
   * @param height of pictures, in pixels
   * @param pictures how many of them, at 25 a second
   */
  record Coder(String encoder, String format, int width, int height, int pictures) {

    Coder(String encoder, String format) {
      this(encoder, format, 64, 48, 15);
    }
  }

  static Seed of(String fileName, String muxer, @Nullable Coder pictures, @Nullable Coder sound) {
    return new Seed(fileName, muxer, Map.of(), pictures, sound, null);
  }

  Seed with(String option, String value) {
    return new Seed(fileName, muxer, Map.of(option, value), pictures, sound, subtitles);
  }

  Seed withSubtitles(String codec) {
    return new Seed(fileName, muxer, options, pictures, sound, codec);
  }
}
