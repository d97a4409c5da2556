package dev.reelstate.examples.dashboard.live;

/** The request of a client was refused. */
final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;

  /** @param sentence the message for people */
  RefusedException(String code, String sentence) {
    super(sentence);
    this.code = code;
  }

  String code() {
    return code;
  }
}
