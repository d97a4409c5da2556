package dev.reelstate.processing.media.still;

import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.libav.Encoder;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.Muxer;
import dev.reelstate.processing.media.packaging.OutputBudget;
import dev.reelstate.processing.media.picture.Encoders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** A short animated WebP picture of the whole film. Used by one thread. */
public final class Preview implements AutoCloseable {

  public static final String FILE = "preview.webp";

  private final StillScaler scaler;
  private final PictureSize size;
  private final long[] times;
  private final long pause;
  private final Encoder encoder;
  private final Muxer muxer;
  private int shown;

  /**
   * Creates a preview.
   *
   * @param end the media's end in media ticks
   */
  public Preview(
      RenderSpec.PreviewSpec spec, PictureSize display, long end, Path folder, OutputBudget budget)
      throws LibavException, IOException {
    size = display.within(spec.maxWidth(), spec.maxWidth());
    scaler = new StillScaler(size);
    pause = Math.max(1, spec.pause().toMillis());
    times = new long[Math.max(1, spec.pictures())];
    for (int i = 0; i < times.length; i++) {
      times[i] = end * (2L * i + 1) / (2L * times.length);
    }
    encoder = Encoders.webp(size, spec.quality());
    try {
      muxer = Muxer.open(
          "webp",
          budget.create(folder.resolve(FILE)),
          true,
          Map.of("loop", "0", "fflags", "+bitexact"),
          List.of(encoder),
          stream -> {});
    } catch (LibavException | IOException | RuntimeException | Error e) {
      encoder.close();
      throw e;
    }
  }

  /** The times at which its pictures are on screen in the film, in media ticks. */
  public long[] times() {
    return times;
  }

  public PictureSize size() {
    return size;
  }

  /** Adds an upright picture; the caller keeps ownership. */
  public void add(AVFrame picture) throws LibavException, IOException {
    AVFrame scaled = scaler.scale(picture);
    try {
      scaled.pts(shown * pause);
      scaled.duration(pause);
      shown++;
      encoder.encode(scaled, packet -> muxer.write(0, packet));
    } finally {
      Frames.free(scaled);
    }
  }

  /** Writes the file. */
  public void finish() throws LibavException, IOException {
    encoder.encode(null, packet -> muxer.write(0, packet));
    muxer.finish();
  }

  @Override
  public void close() {
    muxer.close();
    encoder.close();
    scaler.close();
  }
}
