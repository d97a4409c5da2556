package dev.reelstate.processing.media.frame;

import static java.util.Objects.requireNonNull;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.AdaptiveGraph;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.processing.media.picture.SizeTree;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Finds cuts: a picture most of which is brighter or darker than the one before it. Looks at small
 * copies, on which neither noise nor small movements count. Used by one thread.
 */
final class SceneCuts implements AutoCloseable {

  private static final PictureSize SMALL = new PictureSize(64, 36);

  /** A field has changed if its brightness differs by more than this, of 255. */
  private static final int CHANGED = 24;

  /** With a larger share of changed fields, a scene begins. */
  private static final double NEW_SCENE = 0.5;

  private final AdaptiveGraph shrink;
  private byte @Nullable [] before;

  SceneCuts(DisplayTurn turn, int background, double aspect) {
    shrink = new AdaptiveGraph(SizeTree.of(SMALL), turn, true, background, aspect);
  }

  /** Whether a scene begins with the next picture, as with the first one. */
  boolean look(AVFrame picture) throws LibavException, IOException {
    byte[] luma = new byte[SMALL.width() * SMALL.height()];
    AVFrame shared = Frames.share(picture);
    try {
      shrink.filter(shared, pictures -> {
        try {
          copy(requireNonNull(pictures[0]), luma);
        } finally {
          Frames.freeAll(pictures);
        }
      });
    } finally {
      Frames.free(shared);
    }
    byte[] last = before;
    before = luma;
    return last == null || changed(last, luma) > NEW_SCENE * luma.length;
  }

  private static void copy(AVFrame small, byte[] luma) {
    for (int y = 0; y < SMALL.height(); y++) {
      small
          .data(0)
          .position((long) y * small.linesize(0))
          .get(luma, y * SMALL.width(), SMALL.width());
    }
  }

  private static int changed(byte[] from, byte[] to) {
    int count = 0;
    for (int i = 0; i < from.length; i++) {
      count += Math.abs((from[i] & 0xFF) - (to[i] & 0xFF)) > CHANGED ? 1 : 0;
    }
    return count;
  }

  @Override
  public void close() {
    shrink.close();
  }
}
