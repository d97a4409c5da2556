package dev.reelstate.examples.dashboard.fetch;

/** An address from which no file is or can be fetched. */
public final class RefusedSourceException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean invalid;

  RefusedSourceException(boolean invalid, String sentence) {
    super(sentence);
    this.invalid = invalid;
  }

  /** Whether the address itself is wrong, rather than what answers there. */
  public boolean isInvalid() {
    return invalid;
  }
}
