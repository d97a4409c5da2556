package dev.reelstate.processing.media.libav;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Takes the packets of one encoded stream, in order. */
public interface PacketSink {

  /** Takes a packet; the caller keeps ownership. */
  void write(AVPacket packet) throws LibavException, IOException;

  /** Called after the last packet. */
  void finish() throws LibavException, IOException;
}
