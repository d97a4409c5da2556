package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;

import dev.reelstate.task.StepBacklog;
import dev.reelstate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tasks that wait or run. One statement for each status, since each status has an index
 * of its own on databases with partial indexes.
 */
final class BacklogQuery {

  private BacklogQuery() {}

  static List<StepBacklog> run(Transaction transaction) {
    Map<String, Counted> ready = count(transaction, TaskStatus.READY);
    Map<String, Counted> scheduled = count(transaction, TaskStatus.SCHEDULED);
    Map<String, Counted> running = count(transaction, TaskStatus.RUNNING);
    TreeSet<String> steps = new TreeSet<>(ready.keySet());
    steps.addAll(scheduled.keySet());
    steps.addAll(running.keySet());
    return steps.stream()
        .map(step -> new StepBacklog(
            step,
            ready.getOrDefault(step, Counted.NONE).tasks(),
            scheduled.getOrDefault(step, Counted.NONE).tasks(),
            running.getOrDefault(step, Counted.NONE).tasks(),
            age(ready.getOrDefault(step, Counted.NONE).since(), transaction.now())))
        .toList();
  }

  private static Map<String, Counted> count(Transaction transaction, TaskStatus status) {
    Map<String, Counted> counts = new HashMap<>();
    transaction
        .sql()
        .select(REELSTATE_TASK.STEP, DSL.count().cast(Long.class), DSL.min(REELSTATE_TASK.READY_AT))
        .from(REELSTATE_TASK)
        .where(
            TaskRows.isIn(status),
            status == TaskStatus.SCHEDULED
                ? REELSTATE_TASK.DUE_AT.ge(Instant.EPOCH)
                : DSL.noCondition())
        .groupBy(REELSTATE_TASK.STEP)
        .forEach(row -> counts.put(row.value1(), new Counted(row.value2(), row.value3())));
    return counts;
  }

  private static Duration age(@Nullable Instant since, Instant now) {
    return since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
  }

  private record Counted(long tasks, @Nullable Instant since) {
    static final Counted NONE = new Counted(0, null);
  }
}
