package dev.reelstate.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stood when it was read. Immutable and thread-safe.
 *
 * @param id its identity
 * @param status where it stands
 * @param weight its share of the whole work, relative to the other tasks of its video
 * @param attempts every time it was claimed, oldest first
 * @param dueAt when it is tried again, while it is scheduled, else null
 */
public record Task(
    TaskId id,
    TaskStatus status,
    double weight,
    List<Attempt> attempts,
    @Nullable Instant dueAt) {

  /** Copies the list. */
  public Task {
    attempts = List.copyOf(attempts);
  }

  /** The time from the start to the end of all attempts that have ended. */
  public Duration wallTime() {
    return attempts.stream()
        .filter(attempt -> attempt.endedAt() != null)
        .map(attempt -> Duration.between(attempt.startedAt(), attempt.endedAt()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * One claim of the task, from its start to its end.
   *
   * @param number from 1
   * @param node who ran it
   * @param startedAt when it was claimed, by the store's clock
   * @param endedAt when it ended, or null while it runs
   * @param outcome how it ended, or null while it runs
   * @param failure why it failed, else null
   * @param cpu processor time used by it and its child processes, or null when it is not known
   */
  public record Attempt(
      int number,
      String node,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Outcome outcome,
      @Nullable Failure failure,
      @Nullable Duration cpu) {}

  /** How an attempt ended. */
  public enum Outcome {
    /** The work was committed. */
    SUCCEEDED,
    /** The attempt failed. */
    FAILED,
    /** The node gave it back unfinished, as it was closing. */
    RELEASED,
    /** The node went away with it. */
    LOST,
    /** The video was cancelled, deleted or failed elsewhere. */
    CANCELLED
  }
}
