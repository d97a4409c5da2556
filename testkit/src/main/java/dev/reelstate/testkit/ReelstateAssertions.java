package dev.reelstate.testkit;

import dev.reelstate.video.Video;
import org.jspecify.annotations.Nullable;

/** The entry to Reelstate's AssertJ assertions, to be imported statically. Thread-safe. */
public final class ReelstateAssertions {

  private ReelstateAssertions() {}

  /** Begins assertions on a video. */
  public static VideoAssert assertThat(@Nullable Video actual) {
    return new VideoAssert(actual);
  }
}
