package dev.reelstate.processing.media.libav;

/** An encoder failed, rather than a consumer of its packets. */
public final class EncodingException extends LibavException {

  private static final long serialVersionUID = 1L;

  public EncodingException(int code, String what) {
    super(code, what);
  }

  /** Throws this exception if the code is an error. */
  static void require(int code, String what) throws EncodingException {
    if (code < 0) {
      throw new EncodingException(code, what);
    }
  }
}
