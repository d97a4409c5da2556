package dev.reelstate.processing.media.libav;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

/** Allocates and frees native packets. The owner of a packet frees it. */
public final class Packets {

  private Packets() {}

  /**
   * Allocates an empty packet, which the caller owns.
   *
   * @throws OutOfMemoryError if there is no native memory left
   */
  public static AVPacket make() {
    return NativeMemory.allocated(avcodec.av_packet_alloc(), "a packet");
  }

  /** Frees a packet and drops its reference to the data. */
  public static void free(AVPacket packet) {
    avcodec.av_packet_free(packet);
  }
}
