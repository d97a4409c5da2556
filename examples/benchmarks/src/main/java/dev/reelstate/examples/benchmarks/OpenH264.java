package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.picture.EncoderSettings;
import dev.reelstate.processing.media.picture.VideoEncoders;
import java.util.LinkedHashMap;
import java.util.Map;

/** The encoder settings of the other methods, by libav's names, identical to ours. */
final class OpenH264 {

  static final String NAME = "libopenh264";

  /** Up to 60 pictures a second, the settings are the same for every rate. */
  private static final double USUAL_RATE = 25;

  private OpenH264() {}

  /** The options of a rung, without those for key frames. */
  static Map<String, String> options(Rung rung) {
    EncoderSettings ours = VideoEncoders.present(false).settings(rung, USUAL_RATE).stream()
        .filter(settings -> settings.encoder().equals(NAME))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The natives have no " + NAME + "."));
    Map<String, String> options = new LinkedHashMap<>(ours.options());
    options.remove("g");
    return options;
  }
}
