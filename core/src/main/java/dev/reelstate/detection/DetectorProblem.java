package dev.reelstate.detection;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import org.jspecify.annotations.Nullable;

/** Why a detector has nothing to say. It never means that a picture is empty. */
public sealed interface DetectorProblem extends DetectionOutcome {

  /** One sentence for people: what is wrong and what to do; free of paths and stack traces. */
  String reason();

  /** What a library said, for logs, or null if it said nothing. */
  @Nullable
  String detail();

  /** The code under which a task fails by it. */
  FailureCode code();

  /** Whether another attempt may help. */
  boolean retryable();

  /** The failure of a task that met it. */
  default Failure asFailure() {
    return (retryable() ? Failure.retryable(code(), reason()) : Failure.permanent(code(), reason()))
        .withDetail(detail());
  }

  /**
   * The detector cannot work in this process: a library is missing or does not load.
   *
   * @param reason names the artifact to add; not blank
   * @param detail for logs, or null
   */
  record Unavailable(String reason, @Nullable String detail) implements DetectorProblem {

    /**
     * Checks the reason.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Unavailable {
      requireReason(reason);
    }

    @Override
    public FailureCode code() {
      return FailureCode.DETECTOR_UNAVAILABLE;
    }

    @Override
    public boolean retryable() {
      return false;
    }
  }

  /**
   * The model is missing, is not the file that was meant, cannot be read, or has inputs or outputs
   * of a form that the detector does not know.
   *
   * @param reason says what it has and what is supported; not blank
   * @param detail for logs, or null
   */
  record UnsupportedModel(String reason, @Nullable String detail) implements DetectorProblem {

    /**
     * Checks the reason.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public UnsupportedModel {
      requireReason(reason);
    }

    @Override
    public FailureCode code() {
      return FailureCode.UNSUPPORTED_MODEL;
    }

    @Override
    public boolean retryable() {
      return false;
    }
  }

  /**
   * The detector met an error.
   *
   * @param reason what it could not do; not blank
   * @param detail for logs, or null
   * @param retryable whether another attempt may help
   */
  record Failed(String reason, @Nullable String detail, boolean retryable)
      implements DetectorProblem {

    /**
     * Checks the reason.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Failed {
      requireReason(reason);
    }

    @Override
    public FailureCode code() {
      return FailureCode.DETECTOR_FAILED;
    }
  }

  private static void requireReason(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("A detector's problem needs a reason for people.");
    }
  }
}
