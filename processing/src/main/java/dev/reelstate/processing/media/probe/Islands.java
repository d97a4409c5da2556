package dev.reelstate.processing.media.probe;

import dev.reelstate.processing.media.libav.TimeBase;

/**
 * The times of a track's frames, as islands between holes. Times are media ticks, added in
 * ascending order. Memory use does not grow with their number.
 */
final class Islands {

  /** A longer time without a frame is a hole. */
  static final long HOLE = 10L * TimeBase.MEDIA.den();

  /** An island of at most this many frames may be a mistake. */
  private static final int FEW = 2;

  private int count;
  private long shown;
  private long begin;
  private long size;
  private long steps;
  private long stepTime;
  private long innerStart;
  private long innerEnd;
  private boolean inner;
  private boolean strays;

  /** Adds the next time; one that is not later than the previous one changes nothing. */
  void add(long time) {
    if (count > 0 && time <= shown) {
      size++;
      return;
    }
    if (count == 0 || time - shown > HOLE) {
      leave();
      count++;
      begin = time;
      size = 1;
    } else {
      size++;
      steps++;
      stepTime += time - shown;
    }
    shown = time;
  }

  private void leave() {
    if (count == 0) {
      return;
    }
    if (size > FEW) {
      innerStart = inner ? innerStart : begin;
      innerEnd = shown;
      inner = true;
    } else {
      strays = true;
    }
  }

  int count() {
    return count;
  }

  /** Whether there are islands of very few frames beside larger ones. */
  boolean hasStrays() {
    return size > FEW ? strays : inner;
  }

  /** From the first frame of the first larger island to the last frame of the last one. */
  Span withoutStrays() {
    if (size > FEW) {
      return new Span(inner ? innerStart : begin, shown);
    }
    return inner ? new Span(innerStart, innerEnd) : new Span(begin, shown);
  }

  /** The mean time between two frames of an island; 0 if there is none. */
  long typicalStep() {
    return steps == 0 ? 0 : stepTime / steps;
  }
}
