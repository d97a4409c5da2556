package dev.reelstate.processing.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Notable moments and ranges of a film. Times are presentation times from the media's start.
 *
 * @param scenes where new scenes begin
 * @param black where the picture is black for half a second or more
 * @param frozen where the picture does not change for two seconds or more; if the film was encoded
 *     in parts, within one part
 * @param silent where there is no sound above -60 dBFS for a second or more
 * @param seen the pictures by which scenes, black and frozen ranges were found
 */
public record Marks(
    List<Duration> scenes, List<Range> black, List<Range> frozen, List<Range> silent, Seen seen) {

  /** The pictures that were looked at. */
  public enum Seen {
    /** All of them. */
    EVERY_PICTURE,
    /**
     * Key frames, at most two a second and 1,200 a film: times are those of key frames, and what
     * happens between two of them is not seen.
     */
    KEY_FRAMES,
    /** None: only the sound was analysed. */
    NONE
  }

  private static final Duration SHORTEST_BLACK = Duration.ofMillis(500);
  private static final Duration TOUCHING = Duration.ofMillis(100);

  /** Copies the lists; marks stored by an earlier release are those of every picture. */
  public Marks {
    seen = seen == null ? Seen.EVERY_PICTURE : seen;
    scenes = List.copyOf(scenes);
    black = List.copyOf(black);
    frozen = List.copyOf(frozen);
    silent = List.copyOf(silent);
  }

  /**
   * Combines the marks of consecutive parts; ranges that end at a cut and begin again there become
   * one.
   *
   * @param silent the silent ranges of the whole film
   */
  public static Marks together(List<Marks> parts, List<Range> silent) {
    return new Marks(
            parts.stream().flatMap(part -> part.scenes().stream()).toList(),
            whole(parts.stream().flatMap(part -> part.black().stream()).toList()),
            whole(parts.stream().flatMap(part -> part.frozen().stream()).toList()),
            silent,
            Seen.EVERY_PICTURE)
        .lasting();
  }

  /** The same, without black ranges that are too short. */
  public Marks lasting() {
    List<Range> longer = black.stream()
        .filter(range -> range.until().minus(range.from()).compareTo(SHORTEST_BLACK) >= 0)
        .toList();
    return new Marks(scenes, longer, frozen, silent, seen);
  }

  private static List<Range> whole(List<Range> ranges) {
    List<Range> whole = new ArrayList<>();
    for (Range range : ranges) {
      Range last = whole.isEmpty() ? null : whole.get(whole.size() - 1);
      if (last != null && range.from().minus(last.until()).compareTo(TOUCHING) <= 0) {
        whole.set(whole.size() - 1, new Range(last.from(), range.until()));
      } else {
        whole.add(range);
      }
    }
    return whole;
  }

  /**
   * A range of time.
   *
   * @param from its start, inclusive
   * @param until its end, exclusive
   */
  public record Range(Duration from, Duration until) {

    public static Range ofSeconds(double from, double until) {
      return new Range(duration(from), duration(until));
    }

    private static Duration duration(double seconds) {
      return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000));
    }
  }
}
