package dev.reelstate.spi;

import dev.reelstate.task.Failure;

/**
 * Thrown by a step to fail with a specific failure.
 *
 * <p>A host's step may use any code, its own included, except those that say that the file is at
 * fault ({@link dev.reelstate.task.FailureCode#rejects()}): only the inspection rejects a video.
 * Such a failure is recorded as a permanent STEP_FAILED with the same message, and the video fails.
 */
public final class StepException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Failure failure;

  /** Wraps a failure. */
  public StepException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** Wraps a failure and its cause. */
  public StepException(Failure failure, Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  /** What went wrong. */
  public Failure failure() {
    return failure;
  }
}
