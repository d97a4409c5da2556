package dev.reelstate.processing.media.still;

import dev.reelstate.processing.media.Marks;
import dev.reelstate.processing.media.Marks.Range;
import dev.reelstate.processing.media.PictureSize;
import dev.reelstate.processing.media.libav.Frames;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.TimeBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Finds new scenes, and where pictures are black or frozen, by key frames alone. A range lasts from
 * the first key frame that is so to the first one that is not. Used by one thread.
 */
public final class KeyMeter implements AutoCloseable {

  private static final int SIDE = 160;

  /** Key frames are at least this far apart, in media ticks. */
  private static final long STEP = TimeBase.MEDIA.den() / 2;

  /** The most key frames of a film. */
  private static final long MOST = 1200;

  private static final Duration SHORTEST_FROZEN = Duration.ofSeconds(2);

  /** Pictures that differ by no more, of 255, are the same one, encoded twice. */
  private static final double SAME = 0.4;

  private final StillScaler scaler;
  private final long end;
  private final List<Duration> scenes = new ArrayList<>();
  private final Run black = new Run();
  private final Run frozen = new Run();
  private @Nullable Look last;
  private long lastTime = Long.MIN_VALUE;

  /**
   * Creates a meter.
   *
   * @param end the media's end in media ticks
   */
  public KeyMeter(PictureSize display, long end) {
    scaler = new StillScaler(display.within(SIDE, SIDE));
    this.end = end;
  }

  /** The size of the pictures that are looked at. */
  public PictureSize size() {
    return scaler.size();
  }

  /** The times at which key frames are looked at if they are on screen, in media ticks. */
  public long[] times() {
    long step = Math.max(STEP, end / MOST);
    long[] times = new long[(int) Math.max(1, end / step)];
    for (int i = 0; i < times.length; i++) {
      times[i] = Math.min(end - 1, (i + 1) * step - 1);
    }
    return times;
  }

  /** Whether the picture at this time has not been looked at yet. */
  public boolean isNew(long time) {
    return time != lastTime;
  }

  /** Looks at the next key frame, upright and of {@link #size}; the caller keeps ownership. */
  public void look(AVFrame picture) throws LibavException {
    AVFrame scaled = scaler.scale(picture);
    try {
      look(Look.of(scaled), picture.pts());
    } finally {
      Frames.free(scaled);
    }
  }

  private void look(Look look, long time) {
    Look before = last;
    if (before != null && look.isOtherSceneThan(before)) {
      scenes.add(TimeBase.MEDIA.duration(time));
    }
    boolean same = before != null && look.difference(before) < SAME;
    black.look(look.isBlack(), time, time);
    frozen.look(same, lastTime, time);
    last = look;
    lastTime = time;
  }

  /** The marks that were found, with the given silences. Call after the last picture. */
  public Marks marks(List<Range> silent) {
    black.look(false, end, end);
    frozen.look(false, end, end);
    List<Range> still = frozen.found.stream()
        .filter(range -> range.until().minus(range.from()).compareTo(SHORTEST_FROZEN) >= 0)
        .toList();
    return new Marks(scenes, black.found, still, silent, Marks.Seen.KEY_FRAMES);
  }

  @Override
  public void close() {
    scaler.close();
  }

  /** Collects ranges. */
  private static final class Run {
    private final List<Range> found = new ArrayList<>();
    private long from = -1;

    /**
     * Notes the next key frame.
     *
     * @param since when a range begins that it is the first of
     */
    void look(boolean within, long since, long time) {
      if (within && from < 0) {
        from = since;
      } else if (!within && from >= 0) {
        found.add(new Range(TimeBase.MEDIA.duration(from), TimeBase.MEDIA.duration(time)));
        from = -1;
      }
    }
  }
}
