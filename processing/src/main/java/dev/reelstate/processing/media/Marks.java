package dev.reelstate.processing.media;

import java.time.Duration;
import java.util.List;

/**
 * What stands out in a film's time. Times are presentation times from the media's start.
 *
 * @param scenes where new scenes begin; empty if pictures were not decoded one by one
 * @param black where the picture is black for half a second or more
 * @param frozen where the picture does not change for two seconds or more
 * @param silent where there is no sound above -60 dBFS for a second or more
 */
public record Marks(
    List<Duration> scenes, List<Range> black, List<Range> frozen, List<Range> silent) {

  /** Copies the lists. */
  public Marks {
    scenes = List.copyOf(scenes);
    black = List.copyOf(black);
    frozen = List.copyOf(frozen);
    silent = List.copyOf(silent);
  }

  /**
   * A part of the time.
   *
   * @param from its first moment
   * @param until the first moment after it
   */
  public record Range(Duration from, Duration until) {

    static Range ofSeconds(double from, double until) {
      return new Range(duration(from), duration(until));
    }

    private static Duration duration(double seconds) {
      return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000));
    }
  }
}
