package dev.reelstate.processing.media.libav;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * Takes the decoder's delay from the times of frames in files that store only decoding times, such
 * as AVI. Without it, films with B-frames come late and lose their last picture. Used by one
 * thread.
 */
public final class DecodingDelay {

  private long firstSent = avutil.AV_NOPTS_VALUE;
  private boolean begun;
  private boolean given;
  private long delay;

  /** Notes a packet before it is sent to the decoder; null stands for the end. */
  public void sent(@Nullable AVPacket packet) {
    if (!begun && packet != null) {
      begun = true;
      firstSent = packet.pts() == avutil.AV_NOPTS_VALUE ? packet.dts() : avutil.AV_NOPTS_VALUE;
    }
  }

  /**
   * The presentation time of a decoded frame, in the stream's ticks, or libav's
   * {@code AV_NOPTS_VALUE} if it is unknown.
   */
  public long timestamp(AVFrame frame) {
    long stamp = frame.best_effort_timestamp();
    boolean known = stamp != avutil.AV_NOPTS_VALUE;
    if (!given && known && firstSent != avutil.AV_NOPTS_VALUE) {
      delay = Math.max(0, stamp - firstSent);
    }
    given = true;
    return known ? stamp - delay : stamp;
  }
}
