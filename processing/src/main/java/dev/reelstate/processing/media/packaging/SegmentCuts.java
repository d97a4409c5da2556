package dev.reelstate.processing.media.packaging;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Decides at which key frames segments begin. Times are in media ticks. */
public interface SegmentCuts {

  /** Whether a segment begins at a key frame, called once for each, in the order of time. */
  boolean at(long time);

  /**
   * Cuts at the first key frame at or after each multiple of a length. For one rendition; used by
   * one thread.
   */
  static SegmentCuts every(long length) {
    return new SegmentCuts() {
      private long next;

      @Override
      public boolean at(long time) {
        if (time < next) {
          return false;
        }
        next = (time / length + 1) * length;
        return true;
      }
    };
  }

  /** Cuts where another rendition was cut. Thread-safe. */
  final class Followed implements SegmentCuts {
    private final Set<Long> times = ConcurrentHashMap.newKeySet();

    public void add(long time) {
      times.add(time);
    }

    @Override
    public boolean at(long time) {
      return times.contains(time);
    }
  }
}
