package dev.reelstate.examples.fuzz;

/**
 * Something that should not have happened.
 *
 * @param kind what it is
 * @param key what findings of the same cause have in common
 * @param text what happened
 */
record Finding(Kind kind, String key, String text) {

  /** What should not have happened. */
  enum Kind {
    /** A file was blamed on the platform, not settled properly, or left something behind. */
    FAULT("blamed on the platform"),
    /** A file took more time or memory than it may. */
    LIMIT("over its limits"),
    /** A file brought a worker down, which is what workers are for. */
    CRASH("brought a worker down"),
    /** A file was blamed on the platform at first, and then processed after all. */
    RETRIED("done again after a fault");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** Whether a run with such a finding has failed. */
    boolean fails() {
      return this == FAULT || this == LIMIT;
    }
  }

  /** A finding whose text may hold numbers that differ from file to file. */
  static Finding of(Kind kind, String text) {
    return new Finding(kind, kind + " " + Signature.general(text), text);
  }
}
