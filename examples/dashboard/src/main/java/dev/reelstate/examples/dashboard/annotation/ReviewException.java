package dev.reelstate.examples.dashboard.annotation;

/** A request about annotations that cannot be fulfilled, with a reason for the client. */
public final class ReviewException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  private ReviewException(int status, String code, String sentence) {
    super(sentence);
    this.status = status;
    this.code = code;
  }

  /** The request is wrong. */
  public static ReviewException invalid(String sentence) {
    return new ReviewException(400, "invalid_request", sentence);
  }

  static ReviewException notFound(String sentence) {
    return new ReviewException(404, "not_found", sentence);
  }

  /** Somebody or something else was faster; the code says what to do. */
  static ReviewException conflict(String code, String sentence) {
    return new ReviewException(409, code, sentence);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The code for programs. */
  public String code() {
    return code;
  }
}
