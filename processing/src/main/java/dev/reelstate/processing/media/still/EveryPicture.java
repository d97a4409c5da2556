package dev.reelstate.processing.media.still;

import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.PictureTap;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Hands on every picture, for whoever can use those that are decoded anyway. */
public final class EveryPicture implements PictureTap {

  /** The number of a picture that was picked for no time in particular. */
  public static final int NO_NUMBER = -1;

  private final SampleTap.Taker taker;

  public EveryPicture(SampleTap.Taker taker) {
    this.taker = taker;
  }

  @Override
  public void look(AVFrame picture) throws LibavException {
    taker.take(NO_NUMBER, Frames.share(picture));
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}
}
