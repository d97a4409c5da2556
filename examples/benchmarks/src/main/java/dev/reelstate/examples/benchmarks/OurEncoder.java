package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.picture.EncoderSettings;
import dev.reelstate.processing.media.picture.VideoEncoders;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The encoder that the pass uses for a rung, for the other methods.
 *
 * @param name libav's name of it
 * @param options its settings, by libav's names, without those for key frames
 */
record OurEncoder(String name, Map<String, String> options) {

  /** Up to 60 pictures a second, the settings are the same for every rate. */
  private static final double USUAL_RATE = 25;

  /** The encoder of a rung; OpenH264 unless the natives have a better one. */
  static OurEncoder of(Rung rung) {
    EncoderSettings ours =
        VideoEncoders.present(false).settings(rung, USUAL_RATE).get(0);
    Map<String, String> options = new LinkedHashMap<>(ours.options());
    options.remove("g");
    return new OurEncoder(ours.encoder(), options);
  }
}
