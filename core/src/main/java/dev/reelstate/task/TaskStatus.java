package dev.reelstate.task;

import java.util.Locale;

/** Where a task stands. */
public enum TaskStatus {
  /** Waits for other tasks. */
  BLOCKED,
  /** Waits for a time. */
  SCHEDULED,
  /** May be claimed. */
  READY,
  /** Claimed by a node and under way. */
  RUNNING,
  /** Done and committed. */
  SUCCEEDED,
  /** Out of tries. */
  FAILED,
  /** Not needed after all. */
  SKIPPED,
  /** Stopped, or given up because the video was. */
  CANCELLED;

  /** Whether nothing more happens to it by itself. */
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
