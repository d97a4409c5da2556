package dev.reelstate.processing.media.frame;

import static java.util.Objects.requireNonNull;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.processing.frames.SampledPicturesWriter;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.picture.AdaptiveGraph;
import dev.reelstate.processing.media.picture.DisplayTurn;
import dev.reelstate.processing.media.picture.PictureFormat;
import dev.reelstate.processing.media.picture.SizeTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.WritableByteChannel;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns decoded pictures upright, squares their pixels, converts them to blue, green and red, and
 * writes them to a file. Used by one thread.
 */
public final class SampleFile implements AutoCloseable {

  private static final int PIXEL = 3;

  private final PictureSize size;
  private final AdaptiveGraph upright;
  private final SceneCuts cuts;
  private final SampledPicturesWriter writer;
  private final byte[] pixels;
  private @Nullable FilterGraph colors;
  private @Nullable PictureFormat format;

  /**
   * Creates a file.
   *
   * @param size of the pictures
   * @param background what is seen through transparent pictures, as 0xRRGGBB
   * @param aspect width over height of the decoded pictures, before any turn
   * @param out an empty file, which belongs to this object
   */
  public SampleFile(
      PictureSize size, DisplayTurn turn, int background, double aspect, WritableByteChannel out)
      throws IOException {
    this.size = size;
    this.upright = new AdaptiveGraph(SizeTree.of(size), turn, true, background, aspect);
    this.cuts = new SceneCuts(turn, background, aspect);
    this.writer = new SampledPicturesWriter(out);
    this.pixels = new byte[PIXEL * size.width() * size.height()];
  }

  /** Whether a scene begins with a picture; to be asked of each picture in turn. */
  boolean isCut(AVFrame picture) throws LibavException, IOException {
    return cuts.look(picture);
  }

  /** Writes a picture; the caller keeps ownership. */
  void add(FrameRef frame, AVFrame picture) throws LibavException, IOException {
    AVFrame shared = Frames.share(picture);
    try {
      upright.filter(shared, pictures -> {
        try {
          convert(frame, requireNonNull(pictures[0]));
        } finally {
          Frames.freeAll(pictures);
        }
      });
    } finally {
      Frames.free(shared);
    }
  }

  private void convert(FrameRef frame, AVFrame picture) throws LibavException, IOException {
    PictureFormat next = PictureFormat.of(picture);
    FilterGraph current = colors;
    if (current == null || !next.equals(format)) {
      closeColors();
      current = FilterGraph.video(describe(next), 1);
      colors = current;
      format = next;
    }
    AVFrame converted = Frames.make();
    try {
      current.push(picture);
      if (!current.pull(0, converted)) {
        throw new LibavException(avutil.AVERROR_EAGAIN(), "convert a sampled picture");
      }
      copy(converted);
      writer.add(frame, size.width(), size.height(), pixels);
    } finally {
      Frames.free(converted);
    }
  }

  private static String describe(PictureFormat from) {
    return "buffer@in=video_size=" + from.width() + "x" + from.height()
        + ":pix_fmt=" + from.pixelFormat()
        + ":time_base=1/90000:pixel_aspect=1/1:colorspace=" + from.colorSpace()
        + ":range=" + from.colorRange()
        + ",scale=flags=bicubic,format=bgr24,buffersink@out0";
  }

  private void copy(AVFrame picture) {
    BytePointer data = picture.data(0);
    int row = PIXEL * size.width();
    for (int y = 0; y < size.height(); y++) {
      data.position((long) y * picture.linesize(0)).get(pixels, y * row, row);
    }
  }

  /** Completes the file. */
  void finish() throws IOException {
    writer.finish();
  }

  private void closeColors() {
    if (colors != null) {
      colors.close();
      colors = null;
    }
  }

  @Override
  public void close() {
    upright.close();
    cuts.close();
    closeColors();
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
