package dev.reelstate.processing.media.still;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/** Keeps the best of the candidates it is shown, a clean one if any is. Used by one thread. */
public final class Poster implements AutoCloseable {

  /** On a scale from 2 (best) to 31. */
  private static final int QUALITY = 3;

  private final StillScaler scaler;
  private @Nullable AVFrame best;
  private double bestValue;
  private boolean bestIsWhole;

  public Poster(PictureSize size) {
    scaler = new StillScaler(size);
  }

  /** Considers an upright picture; the caller keeps ownership. */
  public void consider(AVFrame picture) throws LibavException {
    AVFrame candidate = scaler.scale(picture);
    double value = PictureScore.of(candidate).value();
    boolean whole = Frames.isWhole(picture);
    AVFrame before = best;
    boolean better = whole == bestIsWhole ? value > bestValue : whole;
    if (before == null || better) {
      best = candidate;
      bestValue = value;
      bestIsWhole = whole;
      candidate = before;
    }
    if (candidate != null) {
      Frames.free(candidate);
    }
  }

  public PictureSize size() {
    return scaler.size();
  }

  public byte[] jpeg() throws LibavException, IOException {
    AVFrame picture = best;
    if (picture == null) {
      throw new LibavException(
          org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN(), "choose a poster");
    }
    return Jpeg.encode(picture, QUALITY);
  }

  @Override
  public void close() {
    scaler.close();
    if (best != null) {
      Frames.free(best);
      best = null;
    }
  }
}
