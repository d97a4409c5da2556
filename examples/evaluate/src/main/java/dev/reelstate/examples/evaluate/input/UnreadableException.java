package dev.reelstate.examples.evaluate.input;

/** An input that cannot be used; the message says which, where and why, in one sentence. */
public final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1;

  /** With a sentence. */
  public UnreadableException(String message) {
    super(message);
  }

  /** With a sentence and what caused it. */
  public UnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
