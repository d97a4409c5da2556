package dev.reelstate.task;

import dev.reelstate.StoredText;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks of all videos to list. All conditions must hold. Pages run from the task that was
 * planned first to the latest, and stay stable while tasks arrive. Immutable and thread-safe.
 *
 * @param status ready, scheduled, running or failed; the tasks of other statuses are listed video
 *     by video
 * @param step only those of this step, or null for all
 * @param node only those that run on this node, or null for all; for running tasks only
 * @param after the cursor of the previous page, or null for the first page
 * @param limit the maximum number of tasks on the page, 1 to 1000
 */
public record TaskQuery(
    TaskStatus status,
    @Nullable String step,
    @Nullable String node,
    @Nullable String after,
    int limit) {

  private static final Set<TaskStatus> LISTED =
      Set.of(TaskStatus.READY, TaskStatus.SCHEDULED, TaskStatus.RUNNING, TaskStatus.FAILED);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the status is none of the four, a node is given for one
   *     that has none, a name is one that {@linkplain StoredText no store can keep}, or the limit
   *     is out of range
   */
  public TaskQuery {
    if (!LISTED.contains(status)) {
      throw new IllegalArgumentException(
          "Tasks that are " + status.wireName() + " are listed video by video.");
    }
    if (node != null && status != TaskStatus.RUNNING) {
      throw new IllegalArgumentException("Only running tasks have a node.");
    }
    if (step != null) {
      StoredText.word("the step", step);
    }
    if (node != null) {
      StoredText.word("the node's name", node);
    }
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("A page holds 1 to 1000 tasks, not " + limit + ".");
    }
  }

  /** The first 100 tasks with a status. */
  public static TaskQuery of(TaskStatus status) {
    return new TaskQuery(status, null, null, null, 100);
  }

  /** A copy for one step. */
  public TaskQuery withStep(String name) {
    return new TaskQuery(status, name, node, after, limit);
  }

  /** A copy for one node. */
  public TaskQuery withNode(String name) {
    return new TaskQuery(status, step, name, after, limit);
  }

  /** A copy that continues after a page. */
  public TaskQuery withAfter(@Nullable String cursor) {
    return new TaskQuery(status, step, node, cursor, limit);
  }

  /** A copy with another size of the page. */
  public TaskQuery withLimit(int most) {
    return new TaskQuery(status, step, node, after, most);
  }
}
