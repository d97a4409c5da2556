package dev.reelstate.testkit.history;

import dev.reelstate.event.VideoEvent;

/** One line of a history. Immutable. */
public sealed interface HistoryEntry {

  /** Where and when it was recorded. */
  Mark mark();

  /**
   * A process begins a call. If no other entry follows for the call, the process ended first, and
   * the outcome is unknown.
   *
   * @param mark where and when
   * @param call the number of the call within its process
   * @param operation what is asked of the store
   */
  record Invoked(Mark mark, long call, Operation operation) implements HistoryEntry {}

  /**
   * The store answered.
   *
   * @param mark where and when
   * @param call the number of the call within its process
   * @param answer what it answered
   */
  record Answered(Mark mark, long call, Answer answer) implements HistoryEntry {}

  /**
   * The store refused the call as a mistake of the caller's, so it did nothing.
   *
   * @param mark where and when
   * @param call the number of the call within its process
   * @param reason the exception
   */
  record Refused(Mark mark, long call, String reason) implements HistoryEntry {}

  /**
   * The call failed, and whether it took effect is unknown.
   *
   * @param mark where and when
   * @param call the number of the call within its process
   * @param reason the exception
   */
  record Unknown(Mark mark, long call, String reason) implements HistoryEntry {}

  /**
   * A listener received an event.
   *
   * @param mark where and when
   * @param reader the name of the reader
   * @param event the event
   */
  record Seen(Mark mark, String reader, VideoEvent event) implements HistoryEntry {}
}
