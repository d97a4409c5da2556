package dev.reelstate.examples.benchmarks;

import dev.reelstate.processing.media.RenderSpec.Rung;
import java.util.LinkedHashMap;
import java.util.Map;

/** The encoder settings of the other methods, by libav's names, identical to ours. */
final class OpenH264 {

  static final String NAME = "libopenh264";

  private OpenH264() {}

  /** The options of a rung, without those for key frames. */
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
