package dev.reelstate.processing.media.libav;

/** It is an encoder that failed, rather than what its packets were given to. */
public final class EncodingException extends LibavException {

  private static final long serialVersionUID = 1L;

  public EncodingException(int code, String what) {
    super(code, what);
  }

  /** Throws it if the code is not a success. */
  static void require(int code, String what) throws EncodingException {
    if (code < 0) {
      throw new EncodingException(code, what);
    }
  }
}
