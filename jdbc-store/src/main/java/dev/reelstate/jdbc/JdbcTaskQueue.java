package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_ATTEMPT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_NODE;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK_INPUT;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.reelstate.event.Progress;
import dev.reelstate.jdbc.schema.tables.records.ReelstateAttemptRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** The queue of a {@link JdbcVideoStore}. Thread-safe if its transactions are. */
final class JdbcTaskQueue implements TaskQueue {

  /*
   * Implementation notes
   *
   * Locks. The row of a video is the lock of all that belongs to it: its tasks, attempts, artifacts and event numbers are changed
   * only by a transaction that holds it. A transaction that needs several takes them in the order of their identities, and takes
   * no other lock while it waits, so two of them cannot wait for each other. (Promotion touches tasks without their video, and so
   * runs in a transaction that locks nothing else.) Because the lock is taken first and rows are read after it, read committed is
   * enough: what is read under the lock cannot change before the commit.
   *
   * Claim. (1) The lease is checked by the database's clock. (2) Candidates are chosen without locks, in one query that runs along
   * the queue's index; more than asked for, since others are choosing the same ones. (3) Their videos are locked, those that
   * others hold being stepped over, and (4) what is then still ready is taken. If all were held by others, one more round waits
   * for the locks instead, so that a claim comes back empty only when there was nothing left to take. Choosing and locking stay
   * two statements: H2 does not use an index's order in one that also locks.
   *
   * Fence. A claim carries the key of the task and a token that has grown with each claim. A write holds only if the row, read
   * under the video's lock, still runs under that token, node and epoch. That the lease has expired does not matter by itself:
   * until somebody has taken the task back, its work is as good as any.
   *
   * Waiting. A task to be tried later is scheduled, not ready, so the queue's index holds nothing that cannot be claimed. It is
   * made ready by whoever claims next after its time.
   */

  /** How many more candidates are looked at than are asked for. */
  private static final int SLACK = 32;

  private final Transactions transactions;

  JdbcTaskQueue(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Claim> claim(Lease lease, int limit, Set<String> steps) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "At least one task is claimed at a time, not " + limit + ".");
    }
    promoteDue();
    return transactions.call(transaction -> {
      if (!isValid(transaction, lease)) {
        return List.of();
      }
      List<Candidate> candidates = candidates(transaction.sql(), limit + SLACK, steps);
      List<Claim> claims =
          take(transaction, lease, limit, candidates, transaction::lockUncontended);
      return claims.isEmpty()
          ? take(transaction, lease, limit, candidates, transaction::lock)
          : claims;
    });
  }

  @Override
  public List<Receipt> report(List<TaskReport> reports) {
    return transactions.call(transaction -> {
      transaction.lock(reports.stream().map(JdbcTaskQueue::video).toList());
      return reports.stream().map(report -> record(transaction, report)).toList();
    });
  }

  @Override
  public Map<Claim, Receipt> progress(Map<Claim, Progress> progress) {
    return transactions.call(transaction -> {
      transaction.lock(
          progress.keySet().stream().map(claim -> claim.task().videoId()).toList());
      Map<Claim, Receipt> receipts = new LinkedHashMap<>();
      progress.forEach((claim, latest) -> receipts.put(claim, record(transaction, claim, latest)));
      return receipts;
    });
  }

  @Override
  public List<Task> list(VideoId id) {
    return transactions.read(transaction -> {
      List<ReelstateTaskRecord> rows = transaction
          .sql()
          .select(REELSTATE_TASK.fields())
          .from(REELSTATE_TASK)
          .join(REELSTATE_VIDEO)
          .on(REELSTATE_VIDEO.ID.eq(REELSTATE_TASK.VIDEO_ID))
          .where(
              REELSTATE_VIDEO.ID.eq(id.value()),
              REELSTATE_TASK.GENERATION.eq(REELSTATE_VIDEO.GENERATION))
          .orderBy(REELSTATE_TASK.ID)
          .fetchInto(REELSTATE_TASK);
      Map<Long, List<ReelstateAttemptRecord>> attempts = transaction
          .sql()
          .selectFrom(REELSTATE_ATTEMPT)
          .where(REELSTATE_ATTEMPT.TASK_ID.in(
              rows.stream().map(ReelstateTaskRecord::getId).toList()))
          .orderBy(REELSTATE_ATTEMPT.TASK_ID, REELSTATE_ATTEMPT.NUMBER)
          .fetch()
          .stream()
          .collect(groupingBy(ReelstateAttemptRecord::getTaskId));
      return rows.stream()
          .map(row -> task(row, attempts.getOrDefault(row.getId(), List.of())))
          .toList();
    });
  }

  private void promoteDue() {
    boolean someAreDue = transactions.read(
        transaction -> transaction.sql().fetchExists(REELSTATE_TASK, isDue(transaction)));
    if (someAreDue) {
      transactions.call(transaction -> transaction
          .sql()
          .update(REELSTATE_TASK)
          .set(REELSTATE_TASK.STATUS, TaskStatus.READY.wireName())
          .setNull(REELSTATE_TASK.DUE_AT)
          .where(isDue(transaction), TaskRows.isIn(TaskStatus.SCHEDULED))
          .execute());
    }
  }

  /** Zero as lower bound keeps the nulls, which come first in some databases' indexes, out of the range. */
  private static Condition isDue(Transaction transaction) {
    return REELSTATE_TASK.DUE_AT.between(Instant.EPOCH, transaction.now());
  }

  private static boolean isValid(Transaction transaction, Lease lease) {
    return transaction
        .sql()
        .fetchExists(
            REELSTATE_NODE,
            REELSTATE_NODE.NAME.eq(lease.node()),
            REELSTATE_NODE.EPOCH.eq(lease.epoch()),
            REELSTATE_NODE.EXPIRES_AT.gt(transaction.now()));
  }

  private static List<Candidate> candidates(DSLContext sql, int limit, Set<String> steps) {
    return sql.select(REELSTATE_TASK.ID, REELSTATE_TASK.VIDEO_ID)
        .from(REELSTATE_TASK)
        .where(TaskRows.isIn(TaskStatus.READY), REELSTATE_TASK.STEP.in(steps))
        .orderBy(
            REELSTATE_TASK.STATUS,
            REELSTATE_TASK.PRIORITY.desc(),
            REELSTATE_TASK.QUEUED_AT,
            REELSTATE_TASK.ID)
        .limit(limit)
        .fetch(row -> new Candidate(row.value1(), new VideoId(row.value2())));
  }

  private static List<Claim> take(
      Transaction transaction,
      Lease lease,
      int limit,
      List<Candidate> candidates,
      Consumer<List<VideoId>> locking) {
    List<Claim> claims = new ArrayList<>();
    int next = 0;
    while (next < candidates.size() && claims.size() < limit) {
      int end = Math.min(next + limit - claims.size(), candidates.size());
      List<Candidate> some = candidates.subList(next, end);
      locking.accept(some.stream().map(Candidate::video).toList());
      claims.addAll(start(transaction, lease, some));
      next = end;
    }
    return claims;
  }

  private static List<Claim> start(
      Transaction transaction, Lease lease, List<Candidate> candidates) {
    List<Long> keys = candidates.stream()
        .filter(candidate -> transaction.locked(candidate.video()).isPresent())
        .map(Candidate::key)
        .toList();
    if (keys.isEmpty()) {
      return List.of();
    }
    Map<Long, ReelstateTaskRecord> ready = new TaskRows(transaction)
        .among(keys, TaskStatus.READY).stream()
            .collect(toMap(ReelstateTaskRecord::getId, row -> row));
    Map<Long, String> inputs = inputs(transaction.sql(), ready.keySet());
    List<Claim> claims = new ArrayList<>();
    for (Long key : keys) {
      Optional.ofNullable(ready.get(key)).ifPresent(row -> {
        VideoWork work = transaction.work(row.getVideoId());
        claims.add(work.start(row, lease, inputs.getOrDefault(key, "")));
      });
    }
    return claims;
  }

  private static Map<Long, String> inputs(DSLContext sql, Collection<Long> keys) {
    return sql.selectFrom(REELSTATE_TASK_INPUT)
        .where(REELSTATE_TASK_INPUT.TASK_ID.in(keys))
        .fetchMap(REELSTATE_TASK_INPUT.TASK_ID, REELSTATE_TASK_INPUT.INPUT);
  }

  private static VideoId video(TaskReport report) {
    return report.claim().task().videoId();
  }

  private static Receipt record(Transaction transaction, TaskReport report) {
    Optional<ReelstateTaskRecord> held = new TaskRows(transaction).heldBy(report.claim());
    if (held.isEmpty()) {
      return Receipt.LEASE_LOST;
    }
    VideoWork work = transaction.work(held.get().getVideoId());
    if (report instanceof TaskReport.Succeeded succeeded) {
      work.succeed(held.get(), succeeded);
    } else if (report instanceof TaskReport.Failed failed) {
      work.fail(held.get(), failed);
    } else {
      work.giveBack(held.get(), Outcome.RELEASED);
    }
    return Receipt.ACCEPTED;
  }

  private static Receipt record(Transaction transaction, Claim claim, Progress latest) {
    if (new TaskRows(transaction).heldBy(claim).isEmpty()) {
      return Receipt.LEASE_LOST;
    }
    transaction.locked(claim.task().videoId()).orElseThrow().advance(latest);
    return Receipt.ACCEPTED;
  }

  static Task task(ReelstateTaskRecord row, List<ReelstateAttemptRecord> attempts) {
    return new Task(
        new TaskId(
            new VideoId(row.getVideoId()), row.getGeneration(), row.getStep(), row.getPart()),
        TaskStatus.valueOf(row.getStatus().toUpperCase(Locale.ROOT)),
        row.getWeight(),
        attempts.stream().map(JdbcTaskQueue::attempt).toList(),
        row.getDueAt());
  }

  private static Task.Attempt attempt(ReelstateAttemptRecord row) {
    String outcome = row.getOutcome();
    Long cpu = row.getCpuNanos();
    return new Task.Attempt(
        row.getNumber(),
        row.getNode(),
        row.getStartedAt(),
        row.getEndedAt(),
        outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
        Json.read(row.getFailure(), Failure.class),
        cpu == null ? null : Duration.ofNanos(cpu));
  }

  /** A task that was ready when it was looked at. */
  private record Candidate(long key, VideoId video) {}
}
