package dev.reelstate.processing.media;

import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;

/** An encoder failed on the way, and there is another one. The pass begins anew with that. */
public final class EncoderFailed extends MediaException {

  private static final long serialVersionUID = 1L;

  private final String encoder;

  public EncoderFailed(String encoder, String detail, Throwable cause) {
    super(Failure.retryable(FailureCode.INTERNAL, sentence(encoder, detail)));
    this.encoder = encoder;
    initCause(cause);
  }

  /** What the warnings say of an encoder that another one had to stand in for. */
  public static String sentence(String encoder, String detail) {
    return "The encoder " + encoder + " failed (" + detail + "), so another one was used.";
  }

  /** Which one. */
  public String encoder() {
    return encoder;
  }
}
