package dev.reelstate.testkit.history;

/** What a store promises. */
public enum Promise {
  /** A later claim of a task has a larger token. */
  TOKENS_GROW,
  /** A task is given to nobody while a node holds it. */
  ONE_HOLDER,
  /** Nothing is given under a lease that has ended. */
  CLAIMS_NEED_A_LEASE,
  /** A write is refused once its claim is no longer valid. */
  FENCES_HOLD,
  /** One report ends a claim; further ones are refused. */
  ONE_END,
  /** A task succeeds once. */
  ONE_SUCCESS,
  /** A task that has succeeded is not given out again. */
  SUCCESS_IS_FINAL,
  /** A video is there once the store has said so. */
  VIDEOS_KEPT,
  /** A claim that was given out is on record. */
  CLAIMS_KEPT,
  /** A report that was accepted is on record. */
  REPORTS_KEPT,
  /** A change that was confirmed is on record. */
  CHANGES_KEPT,
  /** A report that was refused is not on record. */
  REFUSALS_KEPT,
  /** A call takes effect as a whole or not at all, whatever its answer. */
  WHOLE_OR_NOTHING,
  /** Nothing is on record or shown to a reader that nobody did. */
  NOTHING_INVENTED,
  /** Of two changes to the same version of a video, one takes effect. */
  ONE_CHANGE,
  /** A status follows one that it may follow, and is that of the last event. */
  STATUS_ORDER,
  /** The events of a video are numbered from 1 without gaps. */
  EVENT_NUMBERS,
  /** A reader of all videos is shown every event. */
  READERS_MISS_NOTHING,
  /** A reader of all videos is shown each event once. */
  READERS_SEE_ONCE,
  /** A reader of all videos is shown the events of each video in order. */
  READERS_IN_ORDER,
  /** The cursor of a durable reader is where it was moved to last. */
  CURSORS_KEPT
}
