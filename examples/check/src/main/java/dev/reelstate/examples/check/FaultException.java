package dev.reelstate.examples.check;

/** Something is wrong, with advice on what to do about it. */
final class FaultException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String advice;

  FaultException(String message, String advice) {
    super(message);
    this.advice = advice;
  }

  String advice() {
    return advice;
  }
}
