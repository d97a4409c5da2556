package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_EVENT_POSITION;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_NODE;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_STRANDED_TASK;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The ready tasks whose step no node with a valid lease can run. Not thread-safe.
 *
 * <p>Implementation notes. The tasks are kept in a table of their own, so that the queue's rows
 * stay narrow and nothing is written while there are none. Looks of several nodes take turns by the
 * lock of the events' positions, for which nobody waits while holding another lock.
 */
final class StrandedTasks {

  /** How many tasks fail in one transaction at most. */
  private static final int MOST = 500;

  private static final String SEPARATOR = ",";

  private final Transaction transaction;
  private final DSLContext sql;

  StrandedTasks(Transaction transaction) {
    this.transaction = transaction;
    this.sql = transaction.sql();
  }

  /** The names of steps as a node's row has them. */
  static String text(Set<String> steps) {
    return String.join(SEPARATOR, new TreeSet<>(steps));
  }

  /**
   * Notes which tasks are stranded, fails those that are for too long, and returns their number.
   */
  int fail(Duration longest) {
    transaction
        .locking(sql.select(REELSTATE_EVENT_POSITION.ID).from(REELSTATE_EVENT_POSITION))
        .fetch();
    Optional<Set<String>> known = known();
    if (known.isEmpty()) {
      sql.deleteFrom(REELSTATE_STRANDED_TASK).execute();
      return 0;
    }
    note(isReadyBeyond(known.get()));
    return failOld(longest);
  }

  /** The steps that live nodes can run; empty if some node does not say. */
  private Optional<Set<String>> known() {
    List<String> texts = sql.select(REELSTATE_NODE.STEPS)
        .from(REELSTATE_NODE)
        .where(REELSTATE_NODE.EXPIRES_AT.gt(transaction.now()))
        .fetch(REELSTATE_NODE.STEPS);
    if (texts.contains(null)) {
      return Optional.empty();
    }
    Set<String> known = new HashSet<>();
    texts.forEach(text -> known.addAll(Arrays.asList(text.split(SEPARATOR, -1))));
    return Optional.of(known);
  }

  private static Condition isReadyBeyond(Set<String> known) {
    Condition ready = TaskRows.isIn(TaskStatus.READY);
    return known.isEmpty() ? ready : ready.and(REELSTATE_TASK.STEP.notIn(known));
  }

  private void note(Condition stranded) {
    sql.deleteFrom(REELSTATE_STRANDED_TASK)
        .where(REELSTATE_STRANDED_TASK.TASK_ID.notIn(
            select(REELSTATE_TASK.ID).from(REELSTATE_TASK).where(stranded)))
        .execute();
    sql.insertInto(
            REELSTATE_STRANDED_TASK,
            REELSTATE_STRANDED_TASK.TASK_ID,
            REELSTATE_STRANDED_TASK.SINCE_AT)
        .select(select(REELSTATE_TASK.ID, val(transaction.now(), REELSTATE_STRANDED_TASK.SINCE_AT))
            .from(REELSTATE_TASK)
            .where(stranded)
            .andNotExists(selectOne()
                .from(REELSTATE_STRANDED_TASK)
                .where(REELSTATE_STRANDED_TASK.TASK_ID.eq(REELSTATE_TASK.ID))))
        .execute();
  }

  private int failOld(Duration longest) {
    List<ReelstateTaskRecord> old = sql.select(REELSTATE_TASK.ID, REELSTATE_TASK.VIDEO_ID)
        .from(REELSTATE_STRANDED_TASK)
        .join(REELSTATE_TASK)
        .on(REELSTATE_TASK.ID.eq(REELSTATE_STRANDED_TASK.TASK_ID))
        .where(REELSTATE_STRANDED_TASK.SINCE_AT.le(transaction.now().minus(longest)))
        .limit(MOST)
        .fetchInto(REELSTATE_TASK);
    if (old.isEmpty()) {
      return 0;
    }
    transaction.lockUncontended(
        old.stream().map(task -> new VideoId(task.getVideoId())).toList());
    Collection<Long> keys = old.stream()
        .filter(task -> transaction.locked(new VideoId(task.getVideoId())).isPresent())
        .map(ReelstateTaskRecord::getId)
        .toList();
    return (int) transaction.tasks().among(keys, TaskStatus.READY).stream()
        .filter(task -> transaction.work(task.getVideoId()).failReady(task, failure(task)))
        .count();
  }

  private static Failure failure(ReelstateTaskRecord task) {
    return Failure.permanent(
            FailureCode.UNKNOWN_STEP,
            "No running application knows the step \"" + task.getStep()
                + "\"; start one that registers it, and retry the video.")
        .withStep(task.getStep());
  }

  /** How many tasks are stranded, by step, as of the last look. */
  Map<String, Long> count() {
    return sql.select(REELSTATE_TASK.STEP, DSL.count().cast(Long.class))
        .from(REELSTATE_STRANDED_TASK)
        .join(REELSTATE_TASK)
        .on(REELSTATE_TASK.ID.eq(REELSTATE_STRANDED_TASK.TASK_ID))
        .where(TaskRows.isIn(TaskStatus.READY))
        .groupBy(REELSTATE_TASK.STEP)
        .fetchMap(row -> row.value1(), row -> row.value2());
  }
}
