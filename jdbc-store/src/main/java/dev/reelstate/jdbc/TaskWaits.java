package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK_WAIT;
import static java.util.stream.Collectors.toMap;

import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskWaitRecord;
import dev.reelstate.task.Task;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The waits of tasks that asked to be run again. Hardly any task does, and none that never ran, so
 * most transactions do not read the table at all. Not thread-safe.
 */
final class TaskWaits {

  private final Transaction transaction;

  TaskWaits(Transaction transaction) {
    this.transaction = transaction;
  }

  /** The waits of those tasks that have one, by the key of the task. */
  Map<Long, Task.Wait> of(Collection<ReelstateTaskRecord> tasks) {
    List<Long> keys = tasks.stream()
        .filter(task -> task.getToken() > 0)
        .map(ReelstateTaskRecord::getId)
        .toList();
    return keys.isEmpty()
        ? Map.of()
        : transaction
            .sql()
            .selectFrom(REELSTATE_TASK_WAIT)
            .where(transaction.among(REELSTATE_TASK_WAIT.TASK_ID, keys))
            .fetch()
            .stream()
            .collect(toMap(ReelstateTaskWaitRecord::getTaskId, TaskWaits::required));
  }

  /** Records that a task of a locked video asks to be run again, and returns its wait. */
  Task.Wait ask(ReelstateTaskRecord task, String note) {
    Task.Wait before = of(List.of(task)).get(task.getId());
    if (before == null) {
      transaction
          .sql()
          .insertInto(REELSTATE_TASK_WAIT)
          .set(REELSTATE_TASK_WAIT.TASK_ID, task.getId())
          .set(REELSTATE_TASK_WAIT.SINCE_AT, transaction.now())
          .set(REELSTATE_TASK_WAIT.ASKS, 1)
          .set(REELSTATE_TASK_WAIT.NOTE, note)
          .execute();
      return new Task.Wait(transaction.now(), 1, note);
    }
    transaction
        .sql()
        .update(REELSTATE_TASK_WAIT)
        .set(REELSTATE_TASK_WAIT.ASKS, before.asks() + 1)
        .set(REELSTATE_TASK_WAIT.NOTE, note)
        .where(REELSTATE_TASK_WAIT.TASK_ID.eq(task.getId()))
        .execute();
    return new Task.Wait(before.since(), before.asks() + 1, note);
  }

  /** Ends the waits of tasks of locked videos. */
  void end(Collection<ReelstateTaskRecord> tasks) {
    List<Long> keys = tasks.stream()
        .filter(task -> task.getToken() > 1)
        .map(ReelstateTaskRecord::getId)
        .toList();
    if (!keys.isEmpty()) {
      transaction
          .sql()
          .deleteFrom(REELSTATE_TASK_WAIT)
          .where(transaction.among(REELSTATE_TASK_WAIT.TASK_ID, keys))
          .execute();
    }
  }

  private static Task.Wait required(ReelstateTaskWaitRecord row) {
    return new Task.Wait(row.getSinceAt(), row.getAsks(), row.getNote());
  }

  /** The wait in a row; null if the row is an empty one of an outer join. */
  static Task.@Nullable Wait of(ReelstateTaskWaitRecord row) {
    return row.getTaskId() == null ? null : required(row);
  }
}
