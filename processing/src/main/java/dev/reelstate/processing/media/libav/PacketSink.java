package dev.reelstate.processing.media.libav;

import java.io.IOException;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Takes the packets of one encoded stream, in order. */
public interface PacketSink {

  /** Takes a packet, which stays the caller's. */
  void write(AVPacket packet) throws LibavException, IOException;

  /** Says that there are no more. */
  void finish() throws LibavException, IOException;
}
