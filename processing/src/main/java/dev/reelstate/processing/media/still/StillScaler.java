package dev.reelstate.processing.media.still;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.PictureFormat;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Converts upright limited-range pictures to full-range BT.601 pictures of one size, as JPEG
 * requires. Used by one thread.
 */
final class StillScaler implements AutoCloseable {

  private final PictureSize size;
  private @Nullable FilterGraph graph;
  private @Nullable PictureFormat format;

  StillScaler(PictureSize size) {
    this.size = size;
  }

  PictureSize size() {
    return size;
  }

  /** Scales a picture; the caller owns both the result and the given picture. */
  AVFrame scale(AVFrame picture) throws LibavException {
    PictureFormat next = PictureFormat.of(picture);
    FilterGraph current = graph;
    if (current == null || !next.equals(format)) {
      close();
      current = FilterGraph.video(describe(next), 1);
      graph = current;
      format = next;
    }
    AVFrame input = Frames.share(picture);
    AVFrame output = Frames.make();
    try {
      current.push(input);
      if (!current.pull(0, output)) {
        throw new LibavException(
            org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN(), "scale a still");
      }
      return output;
    } catch (LibavException e) {
      Frames.free(output);
      throw e;
    } finally {
      Frames.free(input);
    }
  }

  private String describe(PictureFormat from) {
    return "buffer@in=video_size=" + from.width() + "x" + from.height()
        + ":pix_fmt=" + from.pixelFormat()
        + ":time_base=1/90000:pixel_aspect=1/1:colorspace=" + from.colorSpace()
        + ":range=" + from.colorRange()
        + ",scale=w=" + size.width() + ":h=" + size.height()
        + ":flags=bicubic:out_color_matrix=smpte170m:out_range=pc,format=yuvj420p,buffersink@out0";
  }

  @Override
  public void close() {
    if (graph != null) {
      graph.close();
      graph = null;
    }
  }
}
