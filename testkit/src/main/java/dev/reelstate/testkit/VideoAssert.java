package dev.reelstate.testkit;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** AssertJ assertions on a {@link Video}; see {@link ReelstateAssertions}. Not thread-safe. */
public final class VideoAssert extends AbstractAssert<VideoAssert, Video> {

  VideoAssert(@Nullable Video actual) {
    super(actual, VideoAssert.class);
  }

  /**
   * Verifies that the video has the status; the message of a failed assertion includes the video's
   * failure, if it has one.
   */
  public VideoAssert hasStatus(VideoStatus status) {
    isNotNull();
    if (actual.status() != status) {
      failWithMessage(
          "Expected the video to be %s, but it is %s%s",
          status.wireName(), actual.status().wireName(), reason());
    }
    return this;
  }

  /** Verifies that the video is completed and its current generation is the published one. */
  public VideoAssert isCompleted() {
    hasStatus(VideoStatus.COMPLETED);
    if (actual.publishedGeneration() != actual.generation()) {
      failWithMessage(
          "Expected generation %s to be published, but %s is",
          actual.generation(), actual.publishedGeneration());
    }
    return this;
  }

  /** Verifies that the video failed or was rejected with that code. */
  public VideoAssert hasFailureCode(FailureCode code) {
    isNotNull();
    Failure failure = actual.failure();
    if (failure == null || !failure.code().equals(code)) {
      failWithMessage(
          "Expected the video to have failed with %s, but it is %s%s",
          code, actual.status(), reason());
    }
    return this;
  }

  /** Verifies that a rendition can be played. */
  public VideoAssert isPlayable() {
    isNotNull();
    if (actual.playableAt() == null) {
      failWithMessage("Expected the video to be playable, but it has no rendition%s", reason());
    }
    return this;
  }

  private String reason() {
    Failure failure = actual.failure();
    return failure == null
        ? ""
        : ": " + failure.code() + " " + Objects.toString(failure.detail(), failure.message());
  }
}
