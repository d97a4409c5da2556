package dev.reelstate.examples.dashboard.annotation;

import dev.reelstate.video.VideoId;
import java.util.Optional;

/** Knows the exact times of the frames of videos. Thread-safe. */
@FunctionalInterface
public interface FrameClock {

  /**
   * The presentation timestamps of a video's frames in nanoseconds, from the start of the video, in
   * presentation order; empty if they are not known. The caller must not change the array.
   */
  Optional<long[]> times(VideoId id);
}
