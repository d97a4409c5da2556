package dev.reelstate.examples.quickstart;

/**
 * The quickstart cannot do what it was told to; the message is one sentence for the person who told
 * it.
 */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private RefusedException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** What was asked for makes no sense. */
  static RefusedException usage(String sentence) {
    return new RefusedException(Quickstart.USAGE, sentence);
  }

  /** It made sense but did not work. */
  static RefusedException failed(String sentence) {
    return new RefusedException(Quickstart.FAILED, sentence);
  }

  int exitCode() {
    return exitCode;
  }
}
