package dev.reelstate.processing.media.film;

import dev.reelstate.ReelstateException;
import dev.reelstate.detection.Picture;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.FilterGraph;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.processing.media.libav.Scope;
import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.media.packaging.Mp4File;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.picture.ColorTags;
import dev.reelstate.processing.media.picture.VideoEncoders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * Writes an MP4 of H.264 from pictures, each shown from its own time until that of the next. The
 * file appears when it is complete, or not at all. Not thread-safe.
 */
public final class FilmWriter implements AutoCloseable {

  private static final double BITS_PER_PIXEL = 0.15;
  private static final long LEAST_BITS = 400_000;
  private static final long KEY_INTERVAL = TimeBase.MEDIA.ticks(2.0);

  private final Scope scope = new Scope();
  private final Path target;
  private final Path unfinished;
  private final int width;
  private final int height;
  private final FilterGraph filters;
  private final Encoder encoder;
  private final Mp4File file;
  private final AVFrame shown;
  private long last = -1;
  private long nextKey;

  private FilmWriter(Path target, int width, int height, double rate)
      throws LibavException, IOException {
    this.target = target.toAbsolutePath();
    this.width = width;
    this.height = height;
    unfinished = this.target.resolveSibling("." + target.getFileName() + ".unfinished");
    try {
      filters = scope.own(FilterGraph.video(filters(), 1), FilterGraph::close);
      encoder = scope.own(encoder(rate), Encoder::close);
      shown = scope.own(Frames.make(), Frames::free);
      file = scope.own(
          new Mp4File(unfinished, new OutputBudget(Long.MAX_VALUE), List.of(encoder)),
          Mp4File::close);
    } catch (LibavException | IOException | RuntimeException | Error e) {
      scope.close();
      throw e;
    }
  }

  /**
   * Starts a film.
   *
   * @param file the file, which is replaced once the film is complete; its folder must exist
   * @param width of all pictures in pixels, at least 16
   * @param height of all pictures in pixels, at least 16
   * @param rate about how many pictures a second has, positive
   * @throws ReelstateException if the file cannot be written, or no encoder is present
   */
  public static FilmWriter create(Path file, int width, int height, double rate) {
    if (width < 16 || height < 16 || !(rate > 0)) {
      throw new IllegalArgumentException("A film has sides of at least 16 pixels and a positive"
          + " rate, not " + width + " by " + height + " at " + rate + ".");
    }
    try {
      MediaNatives.require();
      return new FilmWriter(file, width, height, rate);
    } catch (MediaException e) {
      throw new ReelstateException(e.failure(), e);
    } catch (LibavException e) {
      throw FilmReader.internal(e);
    } catch (IOException e) {
      throw FilmReader.storage(e);
    }
  }

  /** Players want even sides, so a last odd row or column is doubled. */
  private String filters() {
    return "buffer@in=video_size=" + width + "x" + height + ":pix_fmt=" + avutil.AV_PIX_FMT_BGR24
        + ":time_base=" + TimeBase.MEDIA.num() + "/" + TimeBase.MEDIA.den() + ":pixel_aspect=1/1"
        + ",scale=w=" + even(width) + ":h=" + even(height)
        + ":flags=bicubic:out_color_matrix=bt709:out_range=tv,format=yuv420p"
        + ",setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709,buffersink@out0";
  }

  private static int even(int side) {
    return side + side % 2;
  }

  private Encoder encoder(double rate) throws LibavException {
    long bits = Math.max(LEAST_BITS, Math.round(BITS_PER_PIXEL * width * height * rate));
    return VideoEncoders.present(false)
        .open(
            new RenderSpec.Rung("film", even(width), even(height), bits),
            rate,
            ColorTags.BT709,
            failure -> {});
  }

  /**
   * Adds a picture, shown from its time on.
   *
   * @param picture of the size of the film, later than the one before; not kept
   * @throws IllegalArgumentException if it has another size or is not later
   * @throws ReelstateException if the file cannot be written
   */
  public void add(Picture picture) {
    long time = TimeBase.MEDIA.ticks(picture.frame().pts());
    if (picture.width() != width || picture.height() != height) {
      throw new IllegalArgumentException("The pictures of a film have one size.");
    }
    if (time <= last) {
      throw new IllegalArgumentException("Pictures are added in the order of their times, but "
          + picture.frame().pts() + " is not later than the one before.");
    }
    try {
      last = time;
      encode(picture, time);
    } catch (LibavException e) {
      throw FilmReader.internal(e);
    } catch (IOException e) {
      throw FilmReader.storage(e);
    }
  }

  private void encode(Picture picture, long time) throws LibavException, IOException {
    AVFrame copy = Frames.make();
    try {
      fill(copy, picture);
      copy.pts(time);
      filters.push(copy);
    } finally {
      Frames.free(copy);
    }
    showUntil(time);
    if (!filters.pull(0, shown)) {
      throw new LibavException(avutil.AVERROR_EAGAIN(), "convert a picture");
    }
  }

  /** Encodes the picture before, now that it is known for how long it is shown. */
  private void showUntil(long end) throws LibavException, IOException {
    if (shown.width() == 0) {
      return;
    }
    boolean key = shown.pts() >= nextKey;
    shown.pict_type(key ? avutil.AV_PICTURE_TYPE_I : avutil.AV_PICTURE_TYPE_NONE);
    nextKey = key ? shown.pts() + KEY_INTERVAL : nextKey;
    shown.duration(Math.max(1, end - shown.pts()));
    encoder.encode(shown, packet -> file.muxer().write(0, packet));
    avutil.av_frame_unref(shown);
  }

  private static void fill(AVFrame frame, Picture picture) throws LibavException {
    frame.width(picture.width()).height(picture.height()).format(avutil.AV_PIX_FMT_BGR24);
    LibavException.check(avutil.av_frame_get_buffer(frame, 0), "make a picture");
    int stride = frame.linesize(0);
    ByteBuffer target = new BytePointer(frame.data(0))
        .capacity((long) stride * picture.height())
        .asByteBuffer();
    ByteBuffer source = picture.pixels();
    int begin = source.position();
    for (int row = 0; row < picture.height(); row++) {
      int from = begin + row * picture.stride();
      source.limit(from + picture.width() * Picture.PIXEL).position(from);
      target.position(row * stride);
      target.put(source);
      source.limit(source.capacity());
    }
  }

  /**
   * Completes the film, whose last picture is shown until its end.
   *
   * @param end of the film, after the last picture
   * @throws IllegalStateException if it has no picture
   * @throws ReelstateException if the file cannot be written
   */
  public void finish(Duration end) {
    if (last < 0) {
      throw new IllegalStateException("A film needs a picture.");
    }
    try {
      showUntil(TimeBase.MEDIA.ticks(end));
      encoder.encode(null, packet -> file.muxer().write(0, packet));
      file.finish();
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (LibavException e) {
      throw FilmReader.internal(e);
    } catch (IOException e) {
      throw FilmReader.storage(e);
    }
  }

  /** Frees what is native, and removes what was written of a film that is not complete. */
  @Override
  public void close() {
    scope.close();
    try {
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(unfinished.resolveSibling(unfinished.getFileName() + ".part"));
    } catch (IOException e) {
      throw FilmReader.storage(e);
    }
  }
}
