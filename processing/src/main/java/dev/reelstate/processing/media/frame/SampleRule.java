package dev.reelstate.processing.media.frame;

import dev.reelstate.processing.media.libav.TimeBase;
import dev.reelstate.processing.recipe.SampledFrames;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says of one picture after the other whether it is sampled, from its number, and from when to when
 * it is on screen. Used by one thread.
 */
final class SampleRule {

  private final SampledFrames frames;
  private long next;

  SampleRule(SampledFrames frames) {
    this.frames = frames;
  }

  /**
   * Whether a picture is sampled.
   *
   * @param number in the film
   * @param from in media ticks
   * @param until when the next picture comes, in media ticks
   * @param cut whether a scene begins with it
   */
  boolean takes(long number, long from, long until, boolean cut) {
    return switch (frames.rule()) {
      case EVERY_NTH -> number % frames.nth() == 0;
      case AT_SCENE_CHANGES -> cut;
      case EVERY, AT -> isOnScreen(from, until);
    };
  }

  private boolean isOnScreen(long from, long until) {
    Long time = time(from);
    boolean taken = time != null && time < until;
    while (time != null && time < until) {
      next++;
      time = wanted(next);
    }
    return taken;
  }

  /** The first wanted time that is not before this one. */
  private @Nullable Long time(long from) {
    Duration interval = frames.interval();
    if (interval != null && from > 0) {
      long near = TimeBase.MEDIA.duration(from).toNanos() / interval.toNanos();
      next = Math.max(next, near - 1);
    }
    Long time = wanted(next);
    while (time != null && time < from) {
      next++;
      time = wanted(next);
    }
    return time;
  }

  private @Nullable Long wanted(long index) {
    Duration interval = frames.interval();
    if (interval != null) {
      return TimeBase.MEDIA.ticks(interval.multipliedBy(index));
    }
    return index < frames.times().size()
        ? TimeBase.MEDIA.ticks(frames.times().get((int) index))
        : null;
  }
}
