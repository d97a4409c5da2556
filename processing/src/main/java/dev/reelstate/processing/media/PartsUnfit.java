package dev.reelstate.processing.media;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;

/**
 * Parts cannot be put together, as when they were encoded on machines with different encoders. The
 * rungs are encoded anew, the whole film at once.
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
