package dev.reelstate.processing.media;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;

/** An encoder failed on the way, and there is another one. The pass begins anew with that. */
final class EncoderFailed extends MediaException {

  private static final long serialVersionUID = 1L;

  private final String encoder;

  EncoderFailed(String encoder, LibavException cause) {
    super(Failure.retryable(FailureCode.INTERNAL, VideoEncoders.failure(encoder, cause.detail())));
    this.encoder = encoder;
    initCause(cause);
  }

  /** Which one. */
  String encoder() {
    return encoder;
  }
}
