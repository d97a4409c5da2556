package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_ATTEMPT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static java.util.stream.Collectors.groupingBy;

import dev.reelstate.jdbc.schema.tables.records.ReelstateAttemptRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskQuery;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;

/** Lists tasks with their attempts. */
final class TaskList {

  private TaskList() {}

  /** One page of the tasks of all videos, in the order of their keys. */
  static Page<Task> page(Transaction transaction, TaskQuery query) {
    List<ReelstateTaskRecord> rows = transaction
        .sql()
        .selectFrom(REELSTATE_TASK)
        .where(matches(query))
        .orderBy(REELSTATE_TASK.ID)
        .limit(query.limit() + 1)
        .fetch();
    boolean more = rows.size() > query.limit();
    List<ReelstateTaskRecord> page = more ? rows.subList(0, query.limit()) : rows;
    String next = more ? page.get(page.size() - 1).getId().toString() : null;
    return new Page<>(tasks(transaction, page), next);
  }

  private static List<Condition> matches(TaskQuery query) {
    List<Condition> conditions = new ArrayList<>(List.of(TaskRows.isIn(query.status())));
    if (query.status() == TaskStatus.SCHEDULED) {
      conditions.add(REELSTATE_TASK.DUE_AT.ge(Instant.EPOCH)); // for the index on it
    }
    if (query.step() != null) {
      conditions.add(REELSTATE_TASK.STEP.eq(query.step()));
    }
    if (query.node() != null) {
      conditions.add(REELSTATE_TASK.NODE.eq(query.node()));
    }
    if (query.after() != null) {
      conditions.add(REELSTATE_TASK.ID.gt(key(query.after())));
    }
    return conditions;
  }

  private static long key(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + cursor + "\" is not a page cursor.", e);
    }
  }

  /** Reads the attempts of the rows and builds the tasks. */
  static List<Task> tasks(Transaction transaction, List<ReelstateTaskRecord> rows) {
    Map<Long, List<ReelstateAttemptRecord>> attempts = transaction
        .sql()
        .selectFrom(REELSTATE_ATTEMPT)
        .where(REELSTATE_ATTEMPT.TASK_ID.in(
            rows.stream().map(ReelstateTaskRecord::getId).toList()))
        .orderBy(REELSTATE_ATTEMPT.TASK_ID, REELSTATE_ATTEMPT.NUMBER)
        .fetch()
        .stream()
        .collect(groupingBy(ReelstateAttemptRecord::getTaskId));
    Map<Long, Task.Wait> waits = transaction.waits().of(rows);
    return rows.stream()
        .map(row -> JdbcTaskQueue.task(
            row, attempts.getOrDefault(row.getId(), List.of()), waits.get(row.getId())))
        .toList();
  }
}
