package dev.reelstate.spi;

import dev.reelstate.event.Progress;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.StepBacklog;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskQuery;
import dev.reelstate.video.Page;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The tasks of a store, each claimed by one node at a time under a fencing token.
 *
 * <p>Every write for a claimed task carries the claim. If the task has since been claimed by
 * another node, taken back or cancelled, the write changes nothing and its {@link Receipt} says so.
 * Thread-safe; any number of nodes may call at once.
 */
public interface TaskQueue {

  /**
   * Claims tasks that are ready or due. Videos of higher priority come first; within a priority,
   * projects take turns, video by video; within a project, the videos that have waited longest come
   * first. The parts of one video's step take turns with other videos: each further part waits as
   * one more video would. The first claim for a queued video moves it to processing.
   *
   * @param lease the caller's lease; if it is no longer valid, nothing is claimed
   * @param limit the maximum number of tasks to claim, positive
   * @param steps names of the steps that the caller can run; tasks of other steps are left alone
   * @return what was claimed, possibly nothing
   */
  List<Claim> claim(Lease lease, int limit, Set<String> steps);

  /**
   * Caps a step's running tasks across all nodes. Tasks that are already running continue. The
   * limit stays in force until it is changed.
   *
   * @param step the step's name
   * @param most the maximum, positive, or empty for no limit
   */
  void limit(String step, OptionalInt most);

  /**
   * Calls a listener when work may have become ready, in this process or, if the store can tell, in
   * another one. The call is a hint for quick reaction, on a thread of the store or on the one that
   * committed. The listener must not block or throw. Hints may be lost.
   *
   * @return a registration that ends the calls when closed
   */
  EventLog.Registration onReady(Runnable listener);

  /**
   * How long to wait before polling for work without a hint. Shorter while no hints arrive from
   * other processes.
   */
  Duration pollInterval();

  /**
   * Reports how attempts ended. Each report takes effect as a whole or not at all, with everything
   * it entails: the task's status, artifacts, media facts, planned tasks, the readiness of its
   * successors, the video's status, and the events of all these changes.
   *
   * @return one receipt for each report, in their order
   */
  List<Receipt> report(List<TaskReport> reports);

  /**
   * Reports how attempts ended and, in the same transaction, claims the tasks that waited only for
   * their success, preceded by the tasks ahead of those in the queue. Other tasks, such as those
   * handed back or now due, are left to {@link #claim}. This saves a busy node one transaction per
   * task. A store may only report, as this default does.
   *
   * @param lease the caller's lease; if it is no longer valid, nothing is claimed
   * @param limit the maximum number of tasks to claim, positive
   * @param steps names of the steps that the caller can run
   */
  default Exchange exchange(List<TaskReport> reports, Lease lease, int limit, Set<String> steps) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "The number of tasks to claim must be at least 1, not " + limit + ".");
    }
    return new Exchange(report(reports), List.of());
  }

  /**
   * Records the progress of running tasks' videos. The caller coalesces updates; progress is not an
   * event.
   *
   * @param progress the progress of the video, for each claim that is still being worked on
   * @return a receipt for each claim; a lost lease means that its work must stop
   */
  Map<Claim, Receipt> progress(Map<Claim, Progress> progress);

  /** The tasks of a video's current generation with their attempts, in the order of the plan. */
  List<Task> list(VideoId id);

  /**
   * One page of the tasks of all videos, with their attempts. A store that cannot list them throws,
   * as this default does.
   *
   * @throws IllegalArgumentException if the query's cursor is not one of this method
   */
  default Page<Task> list(TaskQuery query) {
    throw new UnsupportedOperationException("This store cannot list the tasks of all videos.");
  }

  /**
   * Counts the tasks that are ready, scheduled or running, by step. Its cost grows with their
   * number, not with that of all tasks. A store that cannot count them returns an empty list, as
   * this default does.
   *
   * @return one entry for each step that has such tasks, in the order of the names
   */
  default List<StepBacklog> backlog() {
    return List.of();
  }
}
