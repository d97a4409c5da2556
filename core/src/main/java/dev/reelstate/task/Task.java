package dev.reelstate.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task as it stood when it was read. Immutable and thread-safe.
 *
 * @param id its identity
 * @param status its status
 * @param weight its share of the whole work, relative to the other tasks of its video
 * @param attempts one for each claim, oldest first; a claim that ended with a wish to be run again
 *     is left out
 * @param dueAt when it will be retried or run again, while it is scheduled, else null
 * @param waiting its wait, if it has asked to be run again, else null
 */
public record Task(
    TaskId id,
    TaskStatus status,
    double weight,
    List<Attempt> attempts,
    @Nullable Instant dueAt,
    @Nullable Wait waiting) {

  /** Copies the list. */
  public Task {
    attempts = List.copyOf(attempts);
  }

  /**
   * The total wall-clock time of all attempts that have ended, never negative.
   *
   * @see Attempt#wallTime()
   */
  public Duration wallTime() {
    return attempts.stream().map(Attempt::wallTime).reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * The wait of a task that has {@linkplain dev.reelstate.spi.StepResult#again asked to be run
   * again}.
   *
   * @param since when it first asked, by the store's clock
   * @param asks how often it has asked, from 1
   * @param note what it noted when it last asked, possibly empty
   */
  public record Wait(Instant since, int asks, String note) {}

  /**
   * One claim of the task, from its start to its end.
   *
   * @param number from 1
   * @param node the node that ran it
   * @param startedAt when it was claimed, by the store's clock
   * @param endedAt when it ended, or null while it is running
   * @param outcome how it ended, or null while it is running
   * @param failure why it failed, else null
   * @param cpu processor time used by it and its child processes, or null when unknown
   */
  public record Attempt(
      int number,
      String node,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Outcome outcome,
      @Nullable Failure failure,
      @Nullable Duration cpu) {

    /**
     * The time from its start to its end; zero while it is running, and zero if the store's clock
     * was set back to before its start.
     */
    public Duration wallTime() {
      return endedAt != null && endedAt.isAfter(startedAt)
          ? Duration.between(startedAt, endedAt)
          : Duration.ZERO;
    }
  }

  /** How an attempt ended. */
  public enum Outcome {
    /** The work was committed. */
    SUCCEEDED,
    /** The attempt failed. */
    FAILED,
    /** The node handed it back unfinished because it was shutting down. */
    RELEASED,
    /** The node was lost while running it. */
    LOST,
    /** The video was cancelled, deleted or failed elsewhere. */
    CANCELLED
  }
}
