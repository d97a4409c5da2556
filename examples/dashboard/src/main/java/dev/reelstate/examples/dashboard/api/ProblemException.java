package dev.reelstate.examples.dashboard.api;

/** A request that cannot be fulfilled, with a reason for the client. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /** @param sentence what is wrong and what to do */
  ProblemException(int status, String code, String sentence) {
    super(sentence);
    this.status = status;
    this.code = code;
  }

  static ProblemException invalid(String sentence) {
    return new ProblemException(400, "invalid_request", sentence);
  }

  static ProblemException notFound(String sentence) {
    return new ProblemException(404, "not_found", sentence);
  }

  static ProblemException gone() {
    return new ProblemException(410, "gone", "The video was deleted.");
  }

  static ProblemException conflict(String sentence) {
    return new ProblemException(409, "conflict", sentence);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
