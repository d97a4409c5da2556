package dev.reelstate.processing.media.picture;

import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/**
 * A filter graph for pictures that is rebuilt whenever the pictures change their format in the
 * middle of a stream. Used by one thread.
 */
public final class AdaptiveGraph implements AutoCloseable {

  /** Takes the output pictures of a graph, one for each size, and frees them. */
  @FunctionalInterface
  public interface Taker {
    void take(@Nullable AVFrame[] pictures) throws LibavException, IOException;
  }

  private final SizeTree tree;
  private final DisplayTurn turn;
  private final boolean stills;
  private final int background;
  private final double aspect;
  private @Nullable FilterGraph graph;
  private @Nullable PictureFormat format;

  /**
   * Creates a graph.
   *
   * @param background what is seen through transparent pictures, as 0xRRGGBB
   * @param aspect width over height, before any turn, of pictures that fill the sizes; others get
   *     bars
   */
  public AdaptiveGraph(
      SizeTree tree, DisplayTurn turn, boolean stills, int background, double aspect) {
    this.tree = tree;
    this.turn = turn;
    this.stills = stills;
    this.background = background;
    this.aspect = aspect;
  }

  /** Filters a picture, whose content is taken over. */
  public void filter(AVFrame picture, Taker taker) throws LibavException, IOException {
    PictureFormat next = PictureFormat.of(picture);
    if (format != null && format.interlaced() && !next.interlaced()) {
      next = next.withInterlaced();
    }
    FilterGraph current = graph;
    if (current == null || !next.equals(format)) {
      finish(taker);
      current = FilterGraph.video(
          new PictureChain(next, turn, stills, background, next.aspect() / aspect).describe(tree),
          tree.sizes().size());
      graph = current;
      format = next;
    }
    picture.colorspace(ColorTags.declared(next));
    picture.alpha_mode(avutil.AVALPHA_MODE_UNSPECIFIED);
    current.push(picture);
    drain(current, taker);
  }

  /** Delivers the pictures that the graph still holds, and closes it. */
  public void finish(Taker taker) throws LibavException, IOException {
    FilterGraph current = graph;
    if (current != null) {
      current.push(null);
      drain(current, taker);
      close();
    }
  }

  private void drain(FilterGraph current, Taker taker) throws LibavException, IOException {
    AVFrame first = Frames.make();
    try {
      while (current.pull(0, first)) {
        taker.take(complete(current, first));
      }
    } finally {
      Frames.free(first);
    }
  }

  /** All outputs of a picture, given the first one, which is left empty. */
  private @Nullable AVFrame[] complete(FilterGraph current, AVFrame first) throws LibavException {
    @Nullable AVFrame[] pictures = new AVFrame[tree.sizes().size()];
    try {
      for (int i = 0; i < pictures.length; i++) {
        AVFrame picture = Frames.make();
        pictures[i] = picture;
        if (i == 0) {
          avutil.av_frame_move_ref(picture, first);
        } else if (!current.pull(i, picture)) {
          throw new LibavException(avutil.AVERROR_EAGAIN(), "take a picture of each size");
        }
        picture.pts(current.timeBase(i).toMedia(picture.pts()));
      }
      return pictures;
    } catch (LibavException e) {
      Frames.freeAll(pictures);
      throw e;
    }
  }

  @Override
  public void close() {
    if (graph != null) {
      graph.close();
      graph = null;
    }
  }
}
