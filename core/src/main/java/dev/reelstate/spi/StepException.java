package dev.reelstate.spi;

import dev.reelstate.task.Failure;

/** Thrown by a step to fail with a specific failure. */
public final class StepException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

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
