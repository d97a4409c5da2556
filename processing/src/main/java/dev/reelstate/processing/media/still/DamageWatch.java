package dev.reelstate.processing.media.still;

import dev.reelstate.processing.media.libav.Frames;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Marks pictures as corrupt that are made of damaged ones. A decoder marks only a picture whose own
 * data is damaged, but the damage stays visible until the next whole key frame. Used by one thread.
 */
public final class DamageWatch {

  private long errors;
  private boolean spoilt;

  /**
   * Marks a decoded picture, if it must be.
   *
   * @param errorsSoFar how many packets the decoder has skipped
   */
  public void look(AVFrame picture, long errorsSoFar) {
    boolean key = (picture.flags() & AVFrame.AV_FRAME_FLAG_KEY) != 0;
    boolean lost = errorsSoFar > errors;
    errors = errorsSoFar;
    spoilt = !Frames.isWhole(picture) || (!key && (spoilt || lost));
    if (spoilt) {
      picture.flags(picture.flags() | AVFrame.AV_FRAME_FLAG_CORRUPT);
    }
  }
}
