package dev.reelstate.examples.detect;

/** An argument or an input cannot be used. The message is one sentence for people. */
final class UnusableException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableException(String sentence) {
    super(sentence);
  }

  UnusableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
