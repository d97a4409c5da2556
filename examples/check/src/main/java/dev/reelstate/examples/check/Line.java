package dev.reelstate.examples.check;

import java.util.Locale;

/**
 * One line of the report.
 *
 * @param check the name of the check
 * @param state how it ended
 * @param message what was found, in one sentence
 * @param advice what to do, or an empty text
 */
record Line(String check, State state, String message, String advice) {

  /** How a check ended. */
  enum State {
    /** Everything is as it should be. */
    PASS,
    /** Something is wrong. */
    FAIL,
    /** A check that this one needs did not pass. */
    SKIP;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
