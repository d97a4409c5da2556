package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.LibavException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Feeds pictures to taps, such as those of the poster and the storyboard, from the smallest
 * standard size that is large enough, or from the decoded pictures if none is. Used by one thread.
 */
public final class PictureTaps implements AutoCloseable {

  /** Stands for the decoded pictures, which belong to no rung. */
  public static final int DECODED = -1;

  private record Placed(int source, PictureTap tap) {}

  private final List<Placed> taps = new ArrayList<>();

  /**
   * Adds a tap.
   *
   * @param source a size's position, or {@link #DECODED}
   */
  public void add(int source, PictureTap tap) {
    taps.add(new Placed(source, tap));
  }

  /** The cheapest source of pictures of at least this size. */
  public static int source(List<PictureSize> sizes, PictureSize wanted) {
    for (int i = sizes.size() - 1; i >= 0; i--) {
      if (sizes.get(i).covers(wanted)) {
        return i;
      }
    }
    return DECODED;
  }

  public void decoded(AVFrame picture) throws LibavException {
    sized(DECODED, picture);
  }

  public void sized(int source, AVFrame picture) throws LibavException {
    for (Placed placed : taps) {
      if (placed.source == source) {
        placed.tap.look(picture);
      }
    }
  }

  public void finish() throws LibavException {
    for (Placed placed : taps) {
      placed.tap.finish();
    }
  }

  @Override
  public void close() {
    taps.forEach(placed -> placed.tap.close());
  }
}
