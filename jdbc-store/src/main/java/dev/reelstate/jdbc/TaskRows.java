package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_ATTEMPT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK_DEPENDENCY;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.when;

import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The rows of the tasks of locked videos. Not thread-safe. */
final class TaskRows {

  private static final List<String> UNSETTLED = Arrays.stream(TaskStatus.values())
      .filter(status -> !status.isSettled())
      .map(TaskStatus::wireName)
      .toList();

  private final Transaction transaction;
  private final DSLContext sql;

  TaskRows(Transaction transaction) {
    this.transaction = transaction;
    this.sql = transaction.sql();
  }

  /** The row of a claimed task, if the claim still holds. */
  Optional<ReelstateTaskRecord> heldBy(Claim claim) {
    return sql.selectFrom(REELSTATE_TASK)
        .where(
            REELSTATE_TASK.ID.eq(claim.key()),
            REELSTATE_TASK.VIDEO_ID.eq(claim.task().videoId().value()),
            REELSTATE_TASK.TOKEN.eq(claim.token()),
            isIn(TaskStatus.RUNNING),
            REELSTATE_TASK.NODE.eq(claim.lease().node()),
            REELSTATE_TASK.EPOCH.eq(claim.lease().epoch()))
        .fetchOptional();
  }

  /** Those of the tasks that are in a status, by their keys. */
  List<ReelstateTaskRecord> among(Collection<Long> keys, TaskStatus status) {
    return sql.selectFrom(REELSTATE_TASK)
        .where(REELSTATE_TASK.ID.in(keys), isIn(status))
        .fetch();
  }

  /** Gives a ready task to a node, under the next token, as its next attempt. */
  void start(ReelstateTaskRecord task, Lease lease) {
    task.setStatus(TaskStatus.RUNNING.wireName());
    task.setNode(lease.node());
    task.setEpoch(lease.epoch());
    task.setToken(task.getToken() + 1);
    task.setAttempts(task.getAttempts() + 1);
    write(task);
    sql.insertInto(REELSTATE_ATTEMPT)
        .set(REELSTATE_ATTEMPT.TASK_ID, task.getId())
        .set(REELSTATE_ATTEMPT.NUMBER, task.getAttempts())
        .set(REELSTATE_ATTEMPT.NODE, lease.node())
        .set(REELSTATE_ATTEMPT.STARTED_AT, transaction.now())
        .execute();
  }

  /** Ends the attempt of a running task and puts the task into its next status. */
  void end(
      ReelstateTaskRecord task,
      TaskStatus next,
      @Nullable Instant dueAt,
      Outcome outcome,
      @Nullable Failure failure,
      @Nullable Duration cpu) {
    sql.update(REELSTATE_ATTEMPT)
        .set(REELSTATE_ATTEMPT.ENDED_AT, transaction.now())
        .set(REELSTATE_ATTEMPT.OUTCOME, wireName(outcome))
        .set(REELSTATE_ATTEMPT.FAILURE, Json.write(failure))
        .set(REELSTATE_ATTEMPT.CPU_NANOS, cpu == null ? null : cpu.toNanos())
        .where(
            REELSTATE_ATTEMPT.TASK_ID.eq(task.getId()),
            REELSTATE_ATTEMPT.NUMBER.eq(task.getAttempts()),
            REELSTATE_ATTEMPT.ENDED_AT.isNull())
        .execute();
    task.setStatus(next.wireName());
    task.setDueAt(dueAt);
    task.setNode(null);
    task.setEpoch(null);
    write(task);
  }

  /** Puts a task that is not running into its last status. */
  void settle(ReelstateTaskRecord task, TaskStatus last) {
    task.setStatus(last.wireName());
    write(task);
  }

  /** Readies the tasks that this one was the last to hold back. */
  void releaseSuccessors(ReelstateTaskRecord succeeded) {
    List<Long> successors = sql.select(REELSTATE_TASK_DEPENDENCY.TASK_ID)
        .from(REELSTATE_TASK_DEPENDENCY)
        .where(REELSTATE_TASK_DEPENDENCY.BLOCKER_ID.eq(succeeded.getId()))
        .fetch(REELSTATE_TASK_DEPENDENCY.TASK_ID);
    if (successors.isEmpty()) {
      return;
    }
    // The status first: MariaDB and MySQL go from the left to the right, and see what they have
    // just
    // set.
    sql.update(REELSTATE_TASK)
        .set(
            REELSTATE_TASK.STATUS,
            when(
                    isIn(TaskStatus.BLOCKED).and(REELSTATE_TASK.BLOCKERS.eq(1)),
                    TaskStatus.READY.wireName())
                .otherwise(REELSTATE_TASK.STATUS))
        .set(REELSTATE_TASK.BLOCKERS, REELSTATE_TASK.BLOCKERS.minus(1))
        .where(REELSTATE_TASK.ID.in(successors))
        .execute();
  }

  /** Cancels every task of the video that is not settled; the claims of those that run hold no longer. */
  void cancelUnsettled(LockedVideo video) {
    List<Long> unsettled = sql.select(REELSTATE_TASK.ID)
        .from(REELSTATE_TASK)
        .where(isCurrent(video), REELSTATE_TASK.STATUS.in(UNSETTLED))
        .fetch(REELSTATE_TASK.ID);
    if (unsettled.isEmpty()) {
      return;
    }
    sql.update(REELSTATE_ATTEMPT)
        .set(REELSTATE_ATTEMPT.ENDED_AT, transaction.now())
        .set(REELSTATE_ATTEMPT.OUTCOME, wireName(Outcome.CANCELLED))
        .where(REELSTATE_ATTEMPT.ENDED_AT.isNull(), REELSTATE_ATTEMPT.TASK_ID.in(unsettled))
        .execute();
    sql.update(REELSTATE_TASK)
        .set(REELSTATE_TASK.STATUS, TaskStatus.CANCELLED.wireName())
        .setNull(REELSTATE_TASK.DUE_AT)
        .setNull(REELSTATE_TASK.NODE)
        .setNull(REELSTATE_TASK.EPOCH)
        .where(REELSTATE_TASK.ID.in(unsettled))
        .execute();
  }

  /** Puts the failed and cancelled tasks of the current generation back to their beginning. Returns how many there were. */
  int resume(LockedVideo video) {
    List<ReelstateTaskRecord> stopped = sql.selectFrom(REELSTATE_TASK)
        .where(isCurrent(video), isIn(TaskStatus.FAILED).or(isIn(TaskStatus.CANCELLED)))
        .fetch();
    Map<Long, Integer> open = openBlockers(stopped);
    for (ReelstateTaskRecord task : stopped) {
      int blockers = open.getOrDefault(task.getId(), 0);
      task.setStatus((blockers == 0 ? TaskStatus.READY : TaskStatus.BLOCKED).wireName());
      task.setBlockers(blockers);
      task.setFailures(0);
      task.setLosses(0);
      task.setQueuedAt(transaction.now());
    }
    sql.batchUpdate(stopped).execute();
    return stopped.size();
  }

  /** How many tasks that have not succeeded hold each of these back; those that none does are left out. */
  private Map<Long, Integer> openBlockers(List<ReelstateTaskRecord> tasks) {
    return sql.select(REELSTATE_TASK_DEPENDENCY.TASK_ID, count())
        .from(REELSTATE_TASK_DEPENDENCY)
        .join(REELSTATE_TASK)
        .on(REELSTATE_TASK.ID.eq(REELSTATE_TASK_DEPENDENCY.BLOCKER_ID))
        .where(
            REELSTATE_TASK_DEPENDENCY.TASK_ID.in(
                tasks.stream().map(ReelstateTaskRecord::getId).toList()),
            REELSTATE_TASK.STATUS.ne(TaskStatus.SUCCEEDED.wireName()))
        .groupBy(REELSTATE_TASK_DEPENDENCY.TASK_ID)
        .fetchMap(REELSTATE_TASK_DEPENDENCY.TASK_ID, count());
  }

  private static Condition isCurrent(LockedVideo video) {
    return REELSTATE_TASK
        .VIDEO_ID
        .eq(video.id().value())
        .and(REELSTATE_TASK.GENERATION.eq(video.generation()));
  }

  /** The status is part of the statement's text, so that an index over the rows in that status can serve it. */
  static Condition isIn(TaskStatus status) {
    return REELSTATE_TASK.STATUS.eq(inline(status.wireName()));
  }

  static String wireName(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private void write(ReelstateTaskRecord task) {
    sql.executeUpdate(task);
  }
}
