package dev.reelstate.processing.media.sound;

import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.LibavException;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Opens the encoder for sound: AAC-LC. */
public final class AacEncoder {

  private AacEncoder() {}

  /**
   * Opens an encoder for planar floats, timed in samples.
   *
   * @param bitRate in bits per second
   */
  public static Encoder open(PcmFormat format, long bitRate) throws LibavException {
    return Encoder.open("aac", context -> {
      context.sample_rate(format.rate());
      context.sample_fmt(avutil.AV_SAMPLE_FMT_FLTP);
      avutil.av_channel_layout_default(context.ch_layout(), format.channels());
      context.bit_rate(bitRate);
      format.timeBase().copyTo(context.time_base());
      context.flags(context.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    });
  }
}
