package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.libav.TimeBase;

/**
 * The one format in which sound is processed: planar floats.
 *
 * @param rate samples per second
 * @param channels 1, 2, or 6 for 5.1
 * @param frameSize samples in each frame except the last
 */
public record PcmFormat(int rate, int channels, int frameSize) {

  public TimeBase timeBase() {
    return new TimeBase(1, rate);
  }

  /** libav's name for the layout. */
  String layout() {
    return channels == 1 ? "mono" : channels == 2 ? "stereo" : "5.1";
  }
}
