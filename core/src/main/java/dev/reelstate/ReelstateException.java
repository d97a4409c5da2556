package dev.reelstate;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;

/**
 * The root of what Reelstate throws: an unchecked exception around a {@link Failure}.
 *
 * <p>Its message is the failure's, one sentence for people; the stable code is
 * {@code failure().code()}. What happens to a video while it is processed is not thrown but
 * recorded on the video.
 */
public class ReelstateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** Wraps a failure that has no further cause. */
  public ReelstateException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** Wraps a failure and what caused it. */
  public ReelstateException(Failure failure, Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  /** A defect of ours or of the caller's that has no better code. */
  public static ReelstateException internal(String message, Throwable cause) {
    return new ReelstateException(
        Failure.permanent(FailureCode.INTERNAL, message).withDetail(cause.toString()), cause);
  }

  /** What went wrong, as data. */
  public Failure failure() {
    return failure;
  }
}
