package dev.reelstate.spi;

/**
 * Thrown where a step makes a result that cannot be kept. A step that lets it through fails with
 * the code OUTPUT_INVALID.
 */
public final class InvalidOutputException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** An exception whose message is one sentence for people. */
  public InvalidOutputException(String message) {
    super(message);
  }
}
