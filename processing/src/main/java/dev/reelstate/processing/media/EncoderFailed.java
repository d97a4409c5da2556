package dev.reelstate.processing.media;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;

/** An encoder failed midway, and another one is available. The pass restarts with that one. */
public final class EncoderFailed extends MediaException {

  private static final long serialVersionUID = 1L;

  private final String encoder;

  public EncoderFailed(String encoder, String detail, Throwable cause) {
    super(Failure.retryable(FailureCode.INTERNAL, sentence(encoder, detail)));
    this.encoder = encoder;
    initCause(cause);
  }

  /** The warning about an encoder that another one replaced. */
  public static String sentence(String encoder, String detail) {
    return "The encoder " + encoder + " failed (" + detail + "), so another one was used.";
  }

  /** The name of the encoder that failed. */
  public String encoder() {
    return encoder;
  }
}
