package dev.reelstate.processing.media;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;

/** A seek ended after the beginning of a part. The file is read from its beginning instead. */
public final class PartMissed extends MediaException {

  private static final long serialVersionUID = 1L;

  public PartMissed() {
    super(Failure.retryable(
        FailureCode.OUTPUT_INVALID, "The first picture of a part of the film was not found."));
  }
}
