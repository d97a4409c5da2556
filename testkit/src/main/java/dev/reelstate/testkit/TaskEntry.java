package dev.reelstate.testkit;

import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Attempt;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.VideoDetails.FailedAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link InMemoryVideoStore} keeps about one task. Not thread-safe: it is accessed only
 * under the store's lock.
 */
final class TaskEntry {

  final long key;
  final TaskId id;
  final TaskSpec spec;

  /** Keys of the tasks that must have succeeded before this one may start. */
  final Set<Long> blockers;

  final List<Attempt> attempts = new ArrayList<>();
  TaskStatus status = TaskStatus.BLOCKED;

  @Nullable
  Lease lease;

  long token;
  int failures;
  int losses;

  @Nullable
  Instant dueAt;

  /** The wait of a task that asked to be run again. */
  Task.@Nullable Wait waiting;

  @Nullable
  Instant readyAt;

  /** Since when no node can run this ready task. */
  @Nullable
  Instant strandedAt;

  TaskEntry(long key, TaskId id, TaskSpec spec, Set<Long> blockers) {
    this.key = key;
    this.id = id;
    this.spec = spec;
    this.blockers = blockers;
  }

  TaskEntry copy() {
    TaskEntry copy = new TaskEntry(key, id, spec, blockers);
    copy.attempts.addAll(attempts);
    copy.status = status;
    copy.lease = lease;
    copy.token = token;
    copy.failures = failures;
    copy.losses = losses;
    copy.dueAt = dueAt;
    copy.waiting = waiting;
    copy.strandedAt = strandedAt;
    copy.readyAt = readyAt;
    return copy;
  }

  boolean isHeldBy(Claim claim) {
    Lease held = lease;
    return status == TaskStatus.RUNNING
        && held != null
        && token == claim.token()
        && held.node().equals(claim.lease().node())
        && held.epoch() == claim.lease().epoch();
  }

  boolean isClaimable(Instant now) {
    return status == TaskStatus.READY
        || (status == TaskStatus.SCHEDULED && dueAt != null && !dueAt.isAfter(now));
  }

  void start(Lease newLease, Instant now) {
    settle(TaskStatus.RUNNING);
    lease = newLease;
    token++;
    attempts.add(new Attempt(attempts.size() + 1, newLease.node(), now, null, null, null, null));
  }

  /** Ends the running attempt, if there is one. */
  void endAttempt(Outcome outcome, @Nullable Failure failure, @Nullable Duration cpu, Instant now) {
    if (status == TaskStatus.RUNNING) {
      Attempt open = attempts.get(attempts.size() - 1);
      attempts.set(
          attempts.size() - 1,
          new Attempt(open.number(), open.node(), open.startedAt(), now, outcome, failure, cpu));
    }
  }

  /** Takes the running attempt back as if it had not been made. */
  void postpone(String note, Instant due, Instant now) {
    attempts.remove(attempts.size() - 1);
    Task.Wait before = waiting;
    waiting = before == null
        ? new Task.Wait(now, 1, note)
        : new Task.Wait(before.since(), before.asks() + 1, note);
    schedule(due);
  }

  void settle(TaskStatus newStatus) {
    status = newStatus;
    strandedAt = null;
    lease = null;
    dueAt = null;
  }

  void ready(Instant now) {
    settle(TaskStatus.READY);
    readyAt = now;
  }

  void schedule(Instant due) {
    settle(TaskStatus.SCHEDULED);
    dueAt = due;
  }

  Stream<FailedAttempt> failedAttempts() {
    return attempts.stream().flatMap(attempt -> {
      Instant at = attempt.endedAt();
      Failure failure = attempt.failure();
      return at == null || failure == null
          ? Stream.empty()
          : Stream.of(new FailedAttempt(id, attempt.number(), at, failure));
    });
  }

  Task toTask() {
    return new Task(id, status, spec.weight(), attempts, dueAt, waiting);
  }
}
