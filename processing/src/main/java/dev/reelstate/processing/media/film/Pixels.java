package dev.reelstate.processing.media.film;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** Turns upright pictures into bytes of blue, green and red. Used by one thread. */
final class Pixels implements AutoCloseable {

  private static final int NONE = -1;

  private final AVFrame lent = Frames.make();
  private @Nullable FilterGraph graph;
  private int matrix = NONE;

  /**
   * Turns a picture, whose content is taken over.
   *
   * @return lent until the next call
   */
  Picture of(AVFrame upright, FrameRef frame) throws LibavException {
    FilterGraph filters = graph(upright);
    filters.push(upright);
    avutil.av_frame_unref(lent);
    if (!filters.pull(0, lent)) {
      throw new LibavException(avutil.AVERROR_EAGAIN(), "take a picture");
    }
    long size = (long) lent.linesize(0) * lent.height();
    ByteBuffer bytes = new BytePointer(lent.data(0)).capacity(size).asByteBuffer();
    return new Picture(frame, lent.width(), lent.height(), lent.linesize(0), bytes);
  }

  /** Pictures of one film all have the same size, but not always the same matrix. */
  private FilterGraph graph(AVFrame upright) throws LibavException {
    FilterGraph current = graph;
    if (current == null || matrix != upright.colorspace()) {
      close(current);
      matrix = upright.colorspace();
      current = FilterGraph.video(
          "buffer@in=video_size=" + upright.width() + "x" + upright.height()
              + ":pix_fmt=" + upright.format()
              + ":time_base=" + TimeBase.MEDIA.num() + "/" + TimeBase.MEDIA.den()
              + ":pixel_aspect=1/1:colorspace=" + matrix + ":range=" + upright.color_range()
              + ",scale=flags=bicubic+accurate_rnd+full_chroma_int,format=bgr24,buffersink@out0",
          1);
      graph = current;
    }
    return current;
  }

  private static void close(@Nullable FilterGraph graph) {
    if (graph != null) {
      graph.close();
    }
  }

  @Override
  public void close() {
    close(graph);
    Frames.free(lent);
  }
}
