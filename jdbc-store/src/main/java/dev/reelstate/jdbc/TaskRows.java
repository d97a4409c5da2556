package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_ATTEMPT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK_DEPENDENCY;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK_INPUT;
import static org.jooq.impl.DSL.inline;

import dev.reelstate.jdbc.dialect.Json;
import dev.reelstate.jdbc.schema.tables.records.ReelstateAttemptRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a transaction's locked videos. They are read for all videos together, changed in
 * memory, and written together at the end of the transaction. Not thread-safe.
 */
final class TaskRows {

  private static final List<String> OPEN = Arrays.stream(TaskStatus.values())
      .filter(status -> !status.isSettled())
      .map(TaskStatus::wireName)
      .toList();

  /** The columns that change during the life of a task. */
  private static final List<Field<?>> CHANGING = List.of(
      REELSTATE_TASK.STATUS,
      REELSTATE_TASK.TIER,
      REELSTATE_TASK.TURN,
      REELSTATE_TASK.READY_AT,
      REELSTATE_TASK.DUE_AT,
      REELSTATE_TASK.NODE,
      REELSTATE_TASK.EPOCH,
      REELSTATE_TASK.STARTED_AT,
      REELSTATE_TASK.ENDED_AT,
      REELSTATE_TASK.CPU_NANOS,
      REELSTATE_TASK.SLOT,
      REELSTATE_TASK.TOKEN,
      REELSTATE_TASK.ATTEMPTS,
      REELSTATE_TASK.FAILURES,
      REELSTATE_TASK.LOSSES,
      REELSTATE_TASK.BLOCKERS);

  private final Transaction transaction;
  private final DSLContext sql;
  private final Map<Long, ReelstateTaskRecord> known = new LinkedHashMap<>();
  private final Map<UUID, List<ReelstateTaskRecord>> byVideo = new HashMap<>();
  private final Set<UUID> allOpenKnown = new HashSet<>();
  private final Map<Long, List<Long>> successors = new HashMap<>();
  private final Map<Long, @Nullable String> inputs = new HashMap<>();
  private final Map<Long, ReelstateTaskRecord> changed = new LinkedHashMap<>();
  private final List<ReelstateTaskRecord> released = new ArrayList<>();
  private final List<ReelstateAttemptRecord> ended = new ArrayList<>();

  TaskRows(Transaction transaction) {
    this.transaction = transaction;
    this.sql = transaction.sql();
  }

  /** The row of a claimed task of a locked video, if the claim still holds. */
  Optional<ReelstateTaskRecord> heldBy(Claim claim) {
    readOpen(claim.task().videoId().value());
    return Optional.ofNullable(known.get(claim.key()))
        .filter(task -> is(task, TaskStatus.RUNNING)
            && task.getToken() == claim.token()
            && claim.lease().node().equals(task.getNode())
            && task.getEpoch() == claim.lease().epoch());
  }

  /** Finds tasks by their keys, and returns those in a status. */
  List<ReelstateTaskRecord> among(Collection<Long> keys, TaskStatus status) {
    List<Long> missing = keys.stream().filter(key -> !known.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      sql.select(REELSTATE_TASK.fields())
          .select(REELSTATE_TASK_INPUT.INPUT)
          .from(REELSTATE_TASK)
          .leftJoin(REELSTATE_TASK_INPUT)
          .on(REELSTATE_TASK_INPUT.TASK_ID.eq(REELSTATE_TASK.ID))
          .where(transaction.among(REELSTATE_TASK.ID, missing), isIn(status))
          .forEach(row -> {
            know(row.into(REELSTATE_TASK));
            inputs.put(row.get(REELSTATE_TASK.ID), row.get(REELSTATE_TASK_INPUT.INPUT));
          });
    }
    return keys.stream()
        .map(known::get)
        .filter(task -> task != null && is(task, status))
        .toList();
  }

  /** The inputs of the tasks that have one. */
  Map<Long, String> inputs(Collection<ReelstateTaskRecord> tasks) {
    List<Long> missing = tasks.stream()
        .map(ReelstateTaskRecord::getId)
        .filter(key -> !inputs.containsKey(key))
        .toList();
    if (!missing.isEmpty()) {
      missing.forEach(key -> inputs.put(key, null));
      sql.selectFrom(REELSTATE_TASK_INPUT)
          .where(transaction.among(REELSTATE_TASK_INPUT.TASK_ID, missing))
          .forEach(row -> inputs.put(row.getTaskId(), row.getInput()));
    }
    Map<Long, String> found = new HashMap<>();
    inputs.forEach((key, input) -> {
      if (input != null) {
        found.put(key, input);
      }
    });
    return found;
  }

  /** Starts the next attempt of a ready task on a node, under the next token. */
  void start(ReelstateTaskRecord task, Lease lease, @Nullable Integer slot) {
    task.setStatus(TaskStatus.RUNNING.wireName());
    task.setNode(lease.node());
    task.setEpoch(lease.epoch());
    task.setStartedAt(transaction.now());
    task.setSlot(slot);
    task.setToken(task.getToken() + 1);
    task.setAttempts(task.getAttempts() + 1);
    change(task);
  }

  /** Ends the attempt of a running task successfully. */
  void succeed(ReelstateTaskRecord task, @Nullable Duration cpu) {
    freeSlot(task);
    task.setEndedAt(transaction.now());
    task.setCpuNanos(nanos(cpu));
    transaction.waits().end(List.of(task));
    settle(task, TaskStatus.SUCCEEDED);
  }

  /** Takes back the attempt of a running task as if it had not been made, to be made later. */
  void postpone(ReelstateTaskRecord task, Instant dueAt) {
    task.setAttempts(task.getAttempts() - 1);
    leave(task, TaskStatus.SCHEDULED, dueAt);
  }

  /** Ends the attempt of a running task without success, and moves the task to its next status. */
  void end(
      ReelstateTaskRecord task,
      TaskStatus next,
      @Nullable Instant dueAt,
      Outcome outcome,
      @Nullable Failure failure,
      @Nullable Duration cpu) {
    ended.add(attempt(task, outcome, failure, cpu));
    leave(task, next, dueAt);
  }

  private void leave(ReelstateTaskRecord task, TaskStatus next, @Nullable Instant dueAt) {
    freeSlot(task);
    task.setNode(null);
    task.setEpoch(null);
    task.setStartedAt(null);
    task.setDueAt(dueAt);
    settle(task, next);
  }

  private void freeSlot(ReelstateTaskRecord task) {
    if (task.getSlot() != null) {
      transaction.slots().free(task);
      task.setSlot(null);
    }
  }

  /** Moves a task that is not running to another status. */
  void settle(ReelstateTaskRecord task, TaskStatus next) {
    task.setStatus(next.wireName());
    if (next == TaskStatus.READY) {
      task.setReadyAt(transaction.now());
    }
    change(task);
  }

  /** Readies the tasks for which this one was the last blocker. */
  void releaseSuccessors(ReelstateTaskRecord succeeded) {
    if (open(succeeded.getVideoId()).stream().noneMatch(task -> is(task, TaskStatus.BLOCKED))) {
      return;
    }
    for (Long key : successorsOf(succeeded)) {
      ReelstateTaskRecord successor = known.get(key);
      if (successor != null && is(successor, TaskStatus.BLOCKED)) {
        successor.setBlockers(successor.getBlockers() - 1);
        boolean ready = successor.getBlockers() == 0;
        settle(successor, ready ? TaskStatus.READY : TaskStatus.BLOCKED);
        if (ready) {
          released.add(successor);
        }
      }
    }
  }

  /**
   * Cancels every task of the video that is not settled, which invalidates the claims of running
   * ones.
   */
  void cancelOpen(LockedVideo video) {
    for (ReelstateTaskRecord task : open(video.id().value())) {
      if (is(task, TaskStatus.RUNNING)) {
        end(task, TaskStatus.CANCELLED, null, Outcome.CANCELLED, null, null);
      } else {
        task.setDueAt(null);
        settle(task, TaskStatus.CANCELLED);
      }
    }
  }

  /** Resets the failed and cancelled tasks of the current generation, and returns their number. */
  int resume(LockedVideo video) {
    sql.selectFrom(REELSTATE_TASK).where(isCurrent(video)).fetch().forEach(this::know);
    List<ReelstateTaskRecord> stopped = byVideo.getOrDefault(video.id().value(), List.of()).stream()
        .filter(task -> task.getGeneration() == video.generation())
        .filter(task -> is(task, TaskStatus.FAILED) || is(task, TaskStatus.CANCELLED))
        .toList();
    transaction.waits().end(stopped);
    stopped.forEach(task -> restart(task, video));
    readSuccessors(stopped.stream().map(ReelstateTaskRecord::getId).toList());
    stopped.forEach(task -> successorsOf(task).forEach(key -> block(known.get(key))));
    stopped.forEach(this::change);
    return stopped.size();
  }

  /**
   * Gives the unsettled tasks of a video the place in the queue that its priority and turn have
   * now. Those that run have it in case they come back.
   */
  void requeue(LockedVideo video) {
    for (ReelstateTaskRecord task : open(video.id().value())) {
      place(task, video);
      change(task);
    }
  }

  private static void place(ReelstateTaskRecord task, LockedVideo video) {
    task.setTier(PlannedTasks.tier(video.priority()));
    task.setTurn(PlannedTasks.turn(video, task.getPart()));
  }

  /** The steps and parts of all tasks of the video's current generation. */
  Set<TaskPlan.Place> places(LockedVideo video) {
    transaction.plans().write();
    return new HashSet<>(sql.select(REELSTATE_TASK.STEP, REELSTATE_TASK.PART)
        .from(REELSTATE_TASK)
        .where(isCurrent(video))
        .fetch(row -> new TaskPlan.Place(row.value1(), row.value2())));
  }

  /** The tasks that have become ready since the last flush because their last blocker succeeded. */
  List<ReelstateTaskRecord> released() {
    return released.stream().filter(task -> is(task, TaskStatus.READY)).toList();
  }

  /** Writes the changed tasks and the ended attempts. */
  void flush() {
    changed.values().stream()
        .filter(task -> is(task, TaskStatus.READY))
        .forEach(task -> transaction.readied(QueueKey.of(task)));
    List<ReelstateTaskRecord> rows = List.copyOf(changed.values());
    List<Field<?>> columns = CHANGING.stream()
        .filter(column -> rows.stream().anyMatch(row -> row.changed(column)))
        .toList();
    transaction.bulk().update(REELSTATE_TASK, columns, rows);
    transaction.bulk().insert(REELSTATE_ATTEMPT, ended);
    changed.clear();
    released.clear();
    ended.clear();
  }

  /**
   * Matches tasks in a status. The status is part of the statement's text, so that a partial index
   * on it can be used.
   */
  static Condition isIn(TaskStatus status) {
    return REELSTATE_TASK.STATUS.eq(inline(status.wireName()));
  }

  private static Condition isCurrent(LockedVideo video) {
    return REELSTATE_TASK
        .VIDEO_ID
        .eq(video.id().value())
        .and(REELSTATE_TASK.GENERATION.eq(video.generation()));
  }

  private void restart(ReelstateTaskRecord task, LockedVideo video) {
    place(task, video);
    task.setStatus(TaskStatus.READY.wireName());
    task.setReadyAt(transaction.now());
    task.setBlockers(0);
    task.setFailures(0);
    task.setLosses(0);
  }

  private void block(@Nullable ReelstateTaskRecord successor) {
    if (successor != null && !is(successor, TaskStatus.SUCCEEDED)) {
      successor.setBlockers(successor.getBlockers() + 1);
      successor.setStatus(TaskStatus.BLOCKED.wireName());
    }
  }

  private ReelstateAttemptRecord attempt(
      ReelstateTaskRecord task,
      Outcome outcome,
      @Nullable Failure failure,
      @Nullable Duration cpu) {
    return new ReelstateAttemptRecord(
        task.getId(),
        task.getAttempts(),
        task.getNode(),
        task.getStartedAt(),
        transaction.now(),
        outcome.name().toLowerCase(Locale.ROOT),
        Json.write(failure),
        nanos(cpu));
  }

  private static @Nullable Long nanos(@Nullable Duration duration) {
    return duration == null ? null : duration.toNanos();
  }

  /** The unsettled tasks of a locked video. Those of all locked videos are read together. */
  private List<ReelstateTaskRecord> open(UUID video) {
    readOpen(video);
    return byVideo.getOrDefault(video, List.of()).stream()
        .filter(task -> OPEN.contains(task.getStatus()))
        .toList();
  }

  /** Notes that tasks were added to these videos after their tasks were read. */
  void planned(Collection<UUID> videos) {
    allOpenKnown.removeAll(videos);
  }

  private void readOpen(UUID video) {
    if (transaction.plans().isPending(video)) {
      transaction.plans().write();
    }
    if (!allOpenKnown.contains(video)) {
      List<UUID> missing = transaction.lockedIds().stream()
          .filter(id -> !allOpenKnown.contains(id))
          .toList();
      sql.selectFrom(REELSTATE_TASK)
          .where(
              transaction.among(REELSTATE_TASK.VIDEO_ID, missing), REELSTATE_TASK.STATUS.in(OPEN))
          .fetch()
          .forEach(this::know);
      allOpenKnown.addAll(missing);
    }
  }

  /**
   * The tasks that wait for this one. Reads them for all running tasks together, since those are
   * about to end.
   */
  private List<Long> successorsOf(ReelstateTaskRecord blocker) {
    if (!successors.containsKey(blocker.getId())) {
      List<Long> asked = new ArrayList<>(List.of(blocker.getId()));
      known.values().stream()
          .filter(task -> is(task, TaskStatus.RUNNING))
          .forEach(task -> asked.add(task.getId()));
      readSuccessors(asked);
    }
    return successors.getOrDefault(blocker.getId(), List.of());
  }

  private void readSuccessors(List<Long> blockers) {
    List<Long> missing =
        blockers.stream().filter(key -> !successors.containsKey(key)).toList();
    missing.forEach(key -> successors.put(key, new ArrayList<>()));
    sql.selectFrom(REELSTATE_TASK_DEPENDENCY)
        .where(transaction.among(REELSTATE_TASK_DEPENDENCY.BLOCKER_ID, missing))
        .fetch()
        .forEach(row -> successors
            .computeIfAbsent(row.getBlockerId(), key -> new ArrayList<>())
            .add(row.getTaskId()));
  }

  private void know(ReelstateTaskRecord task) {
    if (known.putIfAbsent(task.getId(), task) == null) {
      byVideo.computeIfAbsent(task.getVideoId(), id -> new ArrayList<>()).add(task);
    }
  }

  private void change(ReelstateTaskRecord task) {
    changed.put(task.getId(), task);
  }

  private static boolean is(ReelstateTaskRecord task, TaskStatus status) {
    return task.getStatus().equals(status.wireName());
  }
}
