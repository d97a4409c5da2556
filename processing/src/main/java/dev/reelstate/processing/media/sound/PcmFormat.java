package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.libav.TimeBase;

/**
 * The one format in which sound is worked on: planar floats.
 *
 * @param rate samples per second
 * @param channels 1 or 2
 * @param frameSize samples in a frame, but for the last one
 */
public record PcmFormat(int rate, int channels, int frameSize) {

  public TimeBase timeBase() {
    return new TimeBase(1, rate);
  }

  /** libav's name of the layout. */
  String layout() {
    return channels == 1 ? "mono" : "stereo";
  }
}
