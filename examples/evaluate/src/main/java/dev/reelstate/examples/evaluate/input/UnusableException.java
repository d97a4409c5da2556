package dev.reelstate.examples.evaluate.input;

/**
 * An option or a file that cannot be used; the message says which, where and why, in one sentence.
 */
public final class UnusableException extends Exception {

  private static final long serialVersionUID = 1;

  /** With a sentence. */
  public UnusableException(String message) {
    super(message);
  }

  /** With a sentence and what caused it. */
  public UnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
