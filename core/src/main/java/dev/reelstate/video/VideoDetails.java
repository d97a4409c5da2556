package dev.reelstate.video;

import dev.reelstate.task.Failure;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskId;
import java.time.Instant;
import java.util.List;

/**
 * A video with everything that a page about it shows, read at one point in time. Immutable and
 * thread-safe.
 *
 * @param video the video, including why it failed or was rejected as a whole
 * @param tasks the tasks of its current generation with their attempts, in the order of the plan
 * @param artifacts the artifacts of its published and its current generation and those that the
 *     host has given, in commit order
 * @param failures the failed attempts of every generation, in the order in which they ended
 */
public record VideoDetails(
    Video video, List<Task> tasks, List<Artifact> artifacts, List<FailedAttempt> failures) {

  /** Copies the lists. */
  public VideoDetails {
    tasks = List.copyOf(tasks);
    artifacts = List.copyOf(artifacts);
    failures = List.copyOf(failures);
  }

  /**
   * An attempt at a task that failed, whether or not a later one succeeded.
   *
   * @param task the task
   * @param number which attempt at it, from 1
   * @param at when it ended, by the store's clock
   * @param failure why
   */
  public record FailedAttempt(TaskId task, int number, Instant at, Failure failure) {}
}
