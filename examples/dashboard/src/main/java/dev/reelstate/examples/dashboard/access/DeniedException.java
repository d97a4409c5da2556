package dev.reelstate.examples.dashboard.access;

/** A request was not let in, or is for something that is not the caller's. */
public final class DeniedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean known;

  private DeniedException(boolean known, String sentence) {
    super(sentence);
    this.known = known;
  }

  static DeniedException unauthorized() {
    return new DeniedException(
        false, "Send the token that was printed when the dashboard started.");
  }

  static DeniedException forbidden() {
    return new DeniedException(true, "This project is not yours to use.");
  }

  /** Whether it is known who asks, only that it is not theirs. */
  public boolean isKnown() {
    return known;
  }
}
