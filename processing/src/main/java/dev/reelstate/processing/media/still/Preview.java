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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A short animated WebP picture of the whole film. More pictures are looked at than are shown: it
 * shows each scene if it can, and nothing black or empty if it need not. Used by one thread.
 */
public final class Preview implements AutoCloseable {

  public static final String FILE = "preview.webp";

  /** For each picture that is shown, so many are looked at. */
  private static final int CHOICE = 3;

  private final StillScaler scaler;
  private final PictureSize size;
  private final long[] times;
  private final int wanted;
  private final List<AVFrame> pictures = new ArrayList<>();
  private final List<Look> looks = new ArrayList<>();
  private final List<Double> appeal = new ArrayList<>();
  private final long pause;
  private final Encoder encoder;
  private final Muxer muxer;
  private long last = Long.MIN_VALUE;

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
    wanted = Math.max(1, spec.pictures());
    times = new long[CHOICE * wanted];
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

  /** The times at which pictures are looked at, in media ticks. */
  public long[] times() {
    return times;
  }

  public PictureSize size() {
    return size;
  }

  /** Considers an upright picture; the caller keeps ownership. */
  public void add(AVFrame picture) throws LibavException {
    if (picture.pts() == last) {
      return;
    }
    last = picture.pts();
    AVFrame scaled = scaler.scale(picture);
    pictures.add(scaled);
    Look look = Look.of(scaled);
    looks.add(look);
    appeal.add(Frames.isWhole(picture) ? Appeal.of(look) : 0);
  }

  /** Writes the file. */
  public void finish() throws LibavException, IOException {
    int shown = 0;
    for (int position : Highlights.choose(looks, appeal, wanted)) {
      AVFrame picture = pictures.get(position);
      picture.pts(shown * pause);
      picture.duration(pause);
      shown++;
      encoder.encode(picture, packet -> muxer.write(0, packet));
    }
    encoder.encode(null, packet -> muxer.write(0, packet));
    muxer.finish();
  }

  @Override
  public void close() {
    pictures.forEach(Frames::free);
    pictures.clear();
    muxer.close();
    encoder.close();
    scaler.close();
  }
}
