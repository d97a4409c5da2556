package dev.reelstate.processing.media.libav;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/**
 * The origin of the packets of one output stream: an encoder, or a source stream that is copied.
 */
public interface PacketSource {

  /** The time base of the packets. */
  TimeBase timeBase();

  /** Fills in the parameters with which a container describes the stream. */
  void describe(AVCodecParameters target) throws LibavException;
}
