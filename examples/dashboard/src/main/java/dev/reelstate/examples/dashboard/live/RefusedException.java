package dev.reelstate.examples.dashboard.live;

/** A client asked for what it cannot have. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;

  /** @param sentence for people */
  RefusedException(String code, String sentence) {
    super(sentence);
    this.code = code;
  }

  String code() {
    return code;
  }
}
