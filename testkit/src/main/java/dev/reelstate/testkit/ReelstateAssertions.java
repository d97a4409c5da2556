package dev.reelstate.testkit;

import dev.reelstate.evaluation.Scored;
import dev.reelstate.video.Video;
import org.jspecify.annotations.Nullable;

/** The entry point to Reelstate's AssertJ assertions, for static import. Thread-safe. */
public final class ReelstateAssertions {

  private ReelstateAssertions() {}

  /** Starts assertions on a video. */
  public static VideoAssert assertThat(@Nullable Video actual) {
    return new VideoAssert(actual);
  }

  /** Starts assertions on the result of an evaluation. */
  public static ScoreAssert assertThat(@Nullable Scored actual) {
    return new ScoreAssert(actual);
  }
}
