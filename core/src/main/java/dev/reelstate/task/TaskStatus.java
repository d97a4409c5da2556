package dev.reelstate.task;

import java.util.Locale;

/** The status of a task. */
public enum TaskStatus {
  /** Waiting for other tasks. */
  BLOCKED,
  /** Waiting for its due time. */
  SCHEDULED,
  /** May be claimed. */
  READY,
  /** Claimed by a node and in progress. */
  RUNNING,
  /** Done and committed. */
  SUCCEEDED,
  /** Failed, with no further attempt. */
  FAILED,
  /** Not needed after all. */
  SKIPPED,
  /** Stopped, or abandoned because its video was. */
  CANCELLED;

  /** Whether the task no longer changes on its own. */
  public boolean isSettled() {
    return switch (this) {
      case SUCCEEDED, FAILED, SKIPPED, CANCELLED -> true;
      case BLOCKED, SCHEDULED, READY, RUNNING -> false;
    };
  }

  /** The name on the wire and in the database: the constant in lower case. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
