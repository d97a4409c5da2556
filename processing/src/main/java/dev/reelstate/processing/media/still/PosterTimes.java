package dev.reelstate.processing.media.still;

import dev.reelstate.processing.media.RenderSpec.PosterSpec;
import dev.reelstate.processing.media.libav.TimeBase;

/**
 * Which pictures are looked at for a poster: candidates, spread over the film, and those around
 * each of them if every picture is decoded.
 */
public final class PosterTimes {

  /**
   * How far the pictures around a candidate are from it, in media ticks: most fades last longer.
   */
  private static final long AROUND = TimeBase.MEDIA.den() / 5;

  private final long[] times;

  /** How many pictures are looked at for each candidate, itself in the middle: 1 or 3. */
  private final int each;

  /** The media's end, in media ticks. */
  private final long end;

  private PosterTimes(long[] times, int each, long end) {
    this.times = times;
    this.each = each;
    this.end = end;
  }

  /**
   * The times for a film.
   *
   * @param keyFrames whether only key frames are looked at
   */
  public static PosterTimes of(PosterSpec spec, long end, boolean keyFrames) {
    if (spec.at() != null) {
      return new PosterTimes(new long[] {TimeBase.MEDIA.ticks(spec.at())}, 1, end);
    }
    int count = Math.max(1, spec.candidates());
    int each = keyFrames ? 1 : 3;
    long around = Math.min(AROUND, end / (3L * count));
    long[] times = new long[count * each];
    for (int i = 0; i < times.length; i++) {
      long candidate = end * (2L * (i / each) + 1) / (2L * count);
      times[i] = candidate + (i % each - each / 2) * around;
    }
    return new PosterTimes(times, each, end);
  }

  /** All times, ascending, in media ticks. */
  public long[] times() {
    return times.clone();
  }

  /** The part that a picture plays: 0 for a candidate, -1 and 1 for the pictures around it. */
  int role(int number) {
    return number % each - each / 2;
  }

  /** When a picture is wanted, as a share of the film. */
  double place(int number) {
    return (double) times[number] / end;
  }
}
