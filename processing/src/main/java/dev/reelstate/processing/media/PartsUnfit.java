package dev.reelstate.processing.media;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;

/**
 * Parts cannot be joined, for example because machines with different encoders made them. The rungs
 * are re-encoded, the whole film at once.
 */
public final class PartsUnfit extends MediaException {

  private static final long serialVersionUID = 1L;

  public PartsUnfit(String rung, String finding) {
    super(Failure.retryable(
        FailureCode.OUTPUT_INVALID,
        "The parts of the rung " + rung + " " + finding
            + ", so the whole film was encoded at once."));
  }
}
