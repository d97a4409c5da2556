package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.RenderSpec.Rung;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the other sides set the encoder to, by libav's names, so that it does what it does for us.
 */
final class OpenH264 {

  static final String NAME = "libopenh264";

  private OpenH264() {}

  /** The options of a rung; key frames are not among them. */
  static Map<String, String> options(Rung rung) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("b", Long.toString(rung.bitRate()));
    options.put("maxrate", Long.toString(rung.bitRate() * 3 / 2));
    options.put("profile", "high");
    options.put("rc_mode", "bitrate");
    options.put("allow_skip_frames", "0");
    options.put("slices", "1");
    options.put("threads", "1");
    return options;
  }
}
