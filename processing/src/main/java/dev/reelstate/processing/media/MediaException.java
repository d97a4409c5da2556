package dev.reelstate.processing.media;

import dev.reelstate.task.Failure;

/**
 * A media operation failed. Carries the failure as data. Checked, because every caller has to turn
 * it into a result.
 */
public sealed class MediaException extends Exception
    permits CopyRefused, EncoderFailed, PartMissed, PartsUnfit, SoundRefused {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** Wraps a failure. */
  public MediaException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  /** What went wrong. */
  public Failure failure() {
    return failure;
  }
}
