package dev.reelstate.examples.quickstart;

/** The quickstart cannot do what the user asked for; the message is one sentence for the user. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private RefusedException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** The request is invalid. */
  static RefusedException usage(String sentence) {
    return new RefusedException(Quickstart.USAGE, sentence);
  }

  /** The request is valid but could not be fulfilled. */
  static RefusedException failed(String sentence) {
    return new RefusedException(Quickstart.FAILED, sentence);
  }

  int exitCode() {
    return exitCode;
  }
}
