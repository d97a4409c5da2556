package dev.reelstate.examples.dashboard.access;

/** A request was not authenticated, or the caller has no access to its target. */
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
    return new DeniedException(true, "You have no access to this project.");
  }

  static DeniedException because(String sentence) {
    return new DeniedException(true, sentence);
  }

  /** Whether the caller is known but has no access. */
  public boolean isKnown() {
    return known;
  }
}
