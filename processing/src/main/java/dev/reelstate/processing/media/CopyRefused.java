package dev.reelstate.processing.media;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.util.List;

/**
 * The packets of a stream that was to be copied turned out not to allow it. The stream is
 * re-encoded instead.
 */
public final class CopyRefused extends MediaException {

  private static final long serialVersionUID = 1L;

  private final boolean video;
  private final CopyObstacle[] obstacles;

  /**
   * Creates a refusal.
   *
   * @param video true if the pictures cannot be copied, false if the sound cannot
   * @param obstacles the reasons, at least one
   */
  public CopyRefused(boolean video, List<CopyObstacle> obstacles) {
    super(Failure.retryable(
        FailureCode.OUTPUT_INVALID,
        "A stream cannot be copied: " + obstacles.get(0).reason() + "."));
    this.video = video;
    this.obstacles = obstacles.toArray(new CopyObstacle[0]);
  }

  /** A refusal for one reason. */
  public CopyRefused(boolean video, CopyObstacle obstacle) {
    this(video, List.of(obstacle));
  }

  /** True if the pictures cannot be copied, false if the sound cannot. */
  boolean video() {
    return video;
  }

  List<CopyObstacle> obstacles() {
    return List.of(obstacles);
  }
}
