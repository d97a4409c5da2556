package dev.reelstate.jdbc.migration;

/**
 * Something in the rows, or in the storage, that no store produces. Immutable and thread-safe.
 *
 * @param kind what is wrong
 * @param subject the affected row or object, such as {@code reelstate_task 17} or a storage key
 * @param message what is wrong, in one sentence
 */
public record DataFinding(Kind kind, String subject, String message) {

  /** The kinds of findings. */
  public enum Kind {
    /** A row that refers to a row that does not exist. */
    ORPHAN,
    /** A row that violates a rule of its table, such as an unknown status. */
    BROKEN_RULE,
    /** A running task whose lease does not exist or has ended. */
    RUNNING_WITHOUT_NODE,
    /** A blocked task that nothing will unblock. */
    WAITING_FOR_NOTHING,
    /** The events of a video are not numbered consecutively up to the recorded number. */
    EVENT_GAP,
    /**
     * An original or artifact that is on record but missing from storage, or has another size
     * there.
     */
    MISSING_BYTES,
    /** An object in storage that is not on record. */
    UNKNOWN_BYTES
  }
}
