package dev.reelstate.examples.dashboard.evaluation;

/** A request about runs that cannot be fulfilled, with a reason for the client. */
public final class RunException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  private RunException(int status, String code, String sentence) {
    super(sentence);
    this.status = status;
    this.code = code;
  }

  static RunException invalid(String sentence) {
    return new RunException(400, "invalid_request", sentence);
  }

  static RunException notFound(String sentence) {
    return new RunException(404, "not_found", sentence);
  }

  /** What the run was made from is not there any more. */
  static RunException gone(String sentence) {
    return new RunException(410, "revision_gone", sentence);
  }

  static RunException conflict(String code, String sentence) {
    return new RunException(409, code, sentence);
  }

  static RunException busy() {
    return new RunException(503, "unavailable", "Too many runs are being scored; try again soon.");
  }

  /** Whether the same request may succeed soon. */
  boolean isBusy() {
    return status == 503;
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
