package dev.reelstate.processing.media.libav;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/**
 * Where the packets of one stream of an output come from: an encoder, or a stream of the source
 * that is copied.
 */
public interface PacketSource {

  /** What the packets' times are counted in. */
  TimeBase timeBase();

  /** Writes down what a container has to say of the stream. */
  void describe(AVCodecParameters target) throws LibavException;
}
