package dev.reelstate.testkit.fault;

/** What goes wrong with one call. */
public enum Fault {
  /** Nothing is done, and the call throws. */
  FAILS,
  /** Everything is done, but the call throws as if it were not: the answer was lost. */
  LOSES_ANSWER,
  /** The call waits for {@link Faults#release()} before anything is done. */
  HANGS,
  /** Everything is done, and the call waits for {@link Faults#release()} before it returns. */
  ANSWERS_LATE,
  /** Nothing is done, and the call throws because there is no room. */
  FULL
}
