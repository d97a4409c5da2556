package dev.reelstate.processing.media;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;

/**
 * The packets of a stream that was to be copied turned out not to allow it. The stream is
 * re-encoded instead.
 */
public final class CopyRefused extends MediaException {

  private static final long serialVersionUID = 1L;

  private final boolean video;
  private final CopyObstacle obstacle;

  public CopyRefused(boolean video, CopyObstacle obstacle) {
    super(Failure.retryable(
        FailureCode.OUTPUT_INVALID, "A stream cannot be copied: " + obstacle.reason() + "."));
    this.video = video;
    this.obstacle = obstacle;
  }

  /** True if the pictures cannot be copied, false if the sound cannot. */
  boolean video() {
    return video;
  }

  CopyObstacle obstacle() {
    return obstacle;
  }
}
