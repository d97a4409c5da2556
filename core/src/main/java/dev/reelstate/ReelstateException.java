package dev.reelstate;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;

/**
 * The root of Reelstate's exceptions: unchecked, and carrying a {@link Failure}.
 *
 * <p>Its message is the failure's: one human-readable sentence. The stable code is
 * {@code failure().code()}. Errors that occur while a video is processed are recorded on the video,
 * not thrown.
 */
public class ReelstateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Failure failure;

  /** Wraps a failure that has no underlying cause. */
  public ReelstateException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** Wraps a failure and its cause. */
  public ReelstateException(Failure failure, Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  /** A defect in Reelstate or its caller that has no more specific code. */
  public static ReelstateException internal(String message, Throwable cause) {
    return new ReelstateException(
        Failure.permanent(FailureCode.INTERNAL, message).withDetail(cause.toString()), cause);
  }

  /** What went wrong, as data. */
  public Failure failure() {
    return failure;
  }
}
