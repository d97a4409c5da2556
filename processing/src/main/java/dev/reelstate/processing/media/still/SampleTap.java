package dev.reelstate.processing.media.still;

import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.PictureTap;
import java.util.concurrent.CancellationException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Picks from a stream of pictures those that are on screen at given times. Instead of a damaged
 * picture it picks the last clean one before it, or else the first one after it. Used by one
 * thread.
 */
public final class SampleTap implements PictureTap {

  /** Takes a picture, and frees it. */
  @FunctionalInterface
  public interface Taker {
    void take(int sample, AVFrame picture) throws CancellationException;
  }

  private final long[] times;
  private final boolean keyFrames;
  private final Taker taker;
  private int next;
  private @Nullable AVFrame shown;

  /**
   * Creates a tap.
   *
   * @param times ascending, in media ticks
   * @param keyFrames whether key frames are picked as if there were no others
   */
  public SampleTap(long[] times, boolean keyFrames, Taker taker) {
    this.times = times.clone();
    this.keyFrames = keyFrames;
    this.taker = taker;
  }

  @Override
  public void look(AVFrame picture) throws LibavException {
    if (next == times.length) {
      return;
    }
    AVFrame before = shown;
    if (keyFrames && before != null && (picture.flags() & AVFrame.AV_FRAME_FLAG_KEY) == 0) {
      return;
    }
    boolean clean = Frames.isWhole(picture);
    if (before != null && Frames.isWhole(before)) {
      give(picture.pts());
      if (!clean) {
        return;
      }
    }
    close();
    shown = Frames.share(picture);
  }

  /** Delivers the last picture for all remaining times. */
  @Override
  public void finish() throws LibavException {
    give(Long.MAX_VALUE);
    close();
  }

  private void give(long before) throws LibavException {
    AVFrame picture = shown;
    while (picture != null && next < times.length && times[next] < before) {
      taker.take(next, Frames.share(picture));
      next++;
    }
  }

  @Override
  public void close() {
    if (shown != null) {
      Frames.free(shown);
      shown = null;
    }
  }
}
