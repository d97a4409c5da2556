package dev.reelstate.processing.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which frames of a film are kept for detectors and for steps of the host, and how large. They are
 * upright, with square pixels, and kept until the generation is published. The same frames are kept
 * on every run, and however a long film is cut into parts. Immutable and thread-safe.
 *
 * @param rule which frames
 * @param nth every how many frames, with {@link Rule#EVERY_NTH}
 * @param interval the time between two frames, with {@link Rule#EVERY}, or null
 * @param times the times of the frames, ascending, with {@link Rule#AT}
 * @param maxWidth pictures are scaled down to fit in this many pixels, never up
 * @param maxHeight likewise
 */
public record SampledFrames(
    Rule rule,
    int nth,
    @Nullable Duration interval,
    List<Duration> times,
    int maxWidth,
    int maxHeight) {

  /** How frames are chosen. */
  public enum Rule {
    /** By their number: 0, n, 2n and so on. */
    EVERY_NTH,
    /** Those on screen at every multiple of an interval, each once. */
    EVERY,
    /** Those on screen at given times, each once. */
    AT,
    /** The first frame, and the first one after each cut. */
    AT_SCENE_CHANGES
  }

  private static final int LARGEST_SIDE = 4096;
  private static final Duration SHORTEST = Duration.ofMillis(1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is not positive, an interval is under a
   *     millisecond, a time is negative, or a side is under 16 pixels
   */
  public SampledFrames {
    Objects.requireNonNull(rule, "rule");
    times = times.stream().sorted().distinct().toList();
    if (nth < 1) {
      throw new IllegalArgumentException("Every how many frames must be at least 1, not " + nth);
    }
    if (rule == Rule.EVERY && (interval == null || interval.compareTo(SHORTEST) < 0)) {
      throw new IllegalArgumentException(
          "The time between frames must be at least a millisecond, not " + interval + ".");
    }
    if (times.stream().anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException("A frame cannot be before the start of the film.");
    }
    if (rule == Rule.AT && times.isEmpty()) {
      throw new IllegalArgumentException("Frames at given times need at least one time.");
    }
    if (Math.min(maxWidth, maxHeight) < 16 || Math.max(maxWidth, maxHeight) > LARGEST_SIDE) {
      throw new IllegalArgumentException("A frame must fit in 16 to " + LARGEST_SIDE
          + " pixels on each side, not in " + maxWidth + "x" + maxHeight + ".");
    }
  }

  private static SampledFrames of(Rule rule, int nth, @Nullable Duration interval) {
    return new SampledFrames(rule, nth, interval, List.of(), LARGEST_SIDE, LARGEST_SIDE);
  }

  /**
   * Every n-th frame, beginning with the first.
   *
   * @param n 1 for every frame
   * @return these frames in their full size, up to 4096 pixels a side
   * @throws IllegalArgumentException if n is less than 1
   */
  public static SampledFrames everyNth(int n) {
    return of(Rule.EVERY_NTH, n, null);
  }

  /**
   * The frames on screen at every multiple of an interval.
   *
   * @param interval at least a millisecond
   * @return these frames in their full size, up to 4096 pixels a side
   * @throws IllegalArgumentException if the interval is shorter
   */
  public static SampledFrames every(Duration interval) {
    return of(Rule.EVERY, 1, interval);
  }

  /**
   * The frames on screen at given times; a time after the end stands for the last frame.
   *
   * @param times at least one
   * @return these frames in their full size, up to 4096 pixels a side
   * @throws IllegalArgumentException if there is none, or one is negative
   */
  public static SampledFrames at(List<Duration> times) {
    return new SampledFrames(Rule.AT, 1, null, times, LARGEST_SIDE, LARGEST_SIDE);
  }

  /**
   * The first frame of the film, and the first one after each cut. A film whose scene changes are
   * wanted is not encoded in parts.
   *
   * @return these frames in their full size, up to 4096 pixels a side
   */
  public static SampledFrames atSceneChanges() {
    return of(Rule.AT_SCENE_CHANGES, 1, null);
  }

  /**
   * The same frames, scaled down to fit in a box.
   *
   * @param width of the box, at least 16 pixels
   * @param height of the box, at least 16 pixels
   * @return frames of at most this size
   * @throws IllegalArgumentException if a side is too small
   */
  public SampledFrames within(int width, int height) {
    return new SampledFrames(rule, nth, interval, times, width, height);
  }
}
