package dev.reelstate.processing.media;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;

/**
 * A stream that was to be copied turned out, packet by packet, not to allow it. It is encoded
 * instead.
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

  /** Whether it is the pictures that cannot be copied, or the sound. */
  boolean video() {
    return video;
  }

  CopyObstacle obstacle() {
    return obstacle;
  }
}
