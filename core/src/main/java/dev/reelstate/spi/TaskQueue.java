package dev.reelstate.spi;

import dev.reelstate.event.Progress;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The tasks of a store: claimed by one node at a time, under a fencing token.
 *
 * <p>Every write for a claimed task carries the claim. If the task was since claimed by somebody
 * else, taken back or cancelled, the write changes nothing and its {@link Receipt} says so.
 * Thread-safe; any number of nodes may call at once.
 */
public interface TaskQueue {

  /**
   * Claims tasks that are ready, or whose time has come: videos of higher priority first; among
   * those of one priority the projects take turns, video by video; within a project those first
   * that have waited longest. The first claim for a queued video makes it processing.
   *
   * @param lease the caller's lease; if it is no longer valid nothing is claimed
   * @param limit the most tasks to claim, positive
   * @param steps names of the steps that the caller can run; others are left alone
   * @return what was claimed, possibly nothing
   */
  List<Claim> claim(Lease lease, int limit, Set<String> steps);

  /**
   * Lets so many tasks of a step run at once, on all nodes together. What runs already runs on.
   * Kept until it is changed.
   *
   * @param step the step's name
   * @param most positive, or empty for as many as there are
   */
  void limit(String step, OptionalInt most);

  /**
   * Calls back when work may have become ready, in this process or, where the store can tell, in
   * another one: a hint for quick reaction, on a thread of the store or the one that committed. It
   * must not block or throw. Hints may be missing.
   *
   * @return ends the calls when closed
   */
  EventLog.Registration onReady(Runnable listener);

  /**
   * How long to wait before looking for work unasked. Shorter while no hints come from other
   * processes.
   */
  Duration pollInterval();

  /**
   * Reports how attempts ended. Each report is all or nothing with everything it brings: the task's
   * status, artifacts, media facts, planned tasks, the readiness of its successors, the video's
   * status, and the events of all that.
   *
   * @return one receipt for each report, in their order
   */
  List<Receipt> report(List<TaskReport> reports);

  /**
   * Reports how attempts ended and, in the same transaction, claims what waited for nothing but
   * their success, and before it what waits in front of it; the rest, such as what is handed back
   * or due by now, is for {@link #claim}. It saves a busy node a transaction for each task. A store
   * may leave it at the reports, as this default does.
   *
   * @param lease the caller's lease; if it is no longer valid nothing is claimed
   * @param limit the most tasks to claim, positive
   * @param steps names of the steps that the caller can run
   */
  default Exchange exchange(List<TaskReport> reports, Lease lease, int limit, Set<String> steps) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "At least one task is claimed at a time, not " + limit + ".");
    }
    return new Exchange(report(reports), List.of());
  }

  /**
   * Records how far running tasks' videos are. Coalesced by the caller; not an event.
   *
   * @param progress the progress of the video, for each claim that is still being worked on
   * @return a receipt for each claim; a lost lease means that its work must stop
   */
  Map<Claim, Receipt> progress(Map<Claim, Progress> progress);

  /** The tasks of a video's current generation with their attempts, in the order of the plan. */
  List<Task> list(VideoId id);
}
