package dev.reelstate.processing.media.frame;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.processing.frames.SampledPicturesWriter;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.processing.media.picture.PictureFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.WritableByteChannel;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns decoded pictures upright, converts them to blue, green and red as the {@code ffmpeg}
 * program does, and writes them to a file. Used by one thread.
 */
final class DecodedFile implements FetchedFile {

  private static final int PIXEL = 3;

  private final DisplayTurn turn;
  private final SampledPicturesWriter writer;
  private byte[] pixels = {};
  private @Nullable FilterGraph graph;
  private @Nullable PictureFormat format;

  DecodedFile(DisplayTurn turn, WritableByteChannel out) throws IOException {
    this.turn = turn;
    this.writer = new SampledPicturesWriter(out);
  }

  @Override
  public void take(FrameRef frame, AVFrame picture) throws LibavException, IOException {
    FilterGraph filters = graph(PictureFormat.of(picture));
    AVFrame shared = Frames.share(picture);
    AVFrame converted = Frames.make();
    try {
      filters.push(shared);
      if (!filters.pull(0, converted)) {
        throw new LibavException(avutil.AVERROR_EAGAIN(), "convert a frame");
      }
      copy(converted);
      writer.add(frame, converted.width(), converted.height(), pixels);
    } finally {
      Frames.free(converted);
      Frames.free(shared);
    }
  }

  private FilterGraph graph(PictureFormat next) throws LibavException {
    FilterGraph current = graph;
    if (current == null || !next.equals(format)) {
      closeGraph();
      current = FilterGraph.video(describe(next), 1);
      graph = current;
      format = next;
    }
    return current;
  }

  private String describe(PictureFormat from) {
    StringBuilder filters = new StringBuilder("buffer@in=video_size=")
        .append(from.width())
        .append('x')
        .append(from.height())
        .append(":pix_fmt=")
        .append(from.pixelFormat())
        .append(":time_base=1/90000:pixel_aspect=1/1:colorspace=")
        .append(from.colorSpace())
        .append(":range=")
        .append(from.colorRange())
        .append(',');
    turn.filters().forEach(filter -> filters.append(filter).append(','));
    return filters.append("scale=flags=bicubic,format=bgr24,buffersink@out0").toString();
  }

  private void copy(AVFrame picture) {
    int row = PIXEL * picture.width();
    if (pixels.length != row * picture.height()) {
      pixels = new byte[Math.multiplyExact(row, picture.height())];
    }
    BytePointer data = picture.data(0);
    for (int y = 0; y < picture.height(); y++) {
      data.position((long) y * picture.linesize(0)).get(pixels, y * row, row);
    }
  }

  @Override
  public void finish() throws IOException {
    writer.finish();
  }

  private void closeGraph() {
    if (graph != null) {
      graph.close();
      graph = null;
    }
  }

  @Override
  public void close() {
    closeGraph();
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
