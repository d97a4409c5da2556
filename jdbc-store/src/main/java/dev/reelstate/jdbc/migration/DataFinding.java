package dev.reelstate.jdbc.migration;

/**
 * Something in the rows, or in the storage, that no store does. Immutable and thread-safe.
 *
 * @param kind what is wrong
 * @param subject the row or object it is about, such as {@code reelstate_task 17} or a storage key
 * @param message what is wrong, one sentence for people
 */
public record DataFinding(Kind kind, String subject, String message) {

  /** What can be wrong. */
  public enum Kind {
    /** A row that belongs to one that is not there. */
    ORPHAN,
    /** A row that breaks a rule of its table, such as a status that does not exist. */
    BROKEN_RULE,
    /** A running task under a lease that is not there, or was ended. */
    RUNNING_WITHOUT_NODE,
    /** A blocked task that nothing is going to free. */
    WAITING_FOR_NOTHING,
    /** The events of a video are not numbered one after the other, up to the number on record. */
    EVENT_GAP,
    /**
     * An original or artifact that is on record and not in the storage, or of another size there.
     */
    MISSING_BYTES,
    /** An object in the storage of which nothing is on record. */
    UNKNOWN_BYTES
  }
}
