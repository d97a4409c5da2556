package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_VIDEO;

import dev.reelstate.event.Progress;
import dev.reelstate.jdbc.dialect.Json;
import dev.reelstate.jdbc.schema.tables.records.ReelstateAttemptRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.Exchange;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.Lease;
import dev.reelstate.task.StepBacklog;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskQuery;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Page;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The queue of a {@link JdbcVideoStore}. Thread-safe if its transactions are. */
final class JdbcTaskQueue implements TaskQueue {

  /*
   * Implementation notes
   *
   * Locks. The row of a video is the lock for everything that belongs to it: only a transaction
   * that holds it changes the video's tasks, attempts, artifacts and event numbers. A transaction
   * that needs several locks takes them in order of the videos' IDs, and takes no other lock while
   * it waits, so two of them cannot deadlock. (A node that joins or leaves holds its own row, for
   * which nobody waits while holding a video. Promotion changes tasks without locking their videos,
   * and so runs in a transaction that locks nothing else.) The lock is taken first and rows are
   * read after it, so read committed is enough: what is read under the lock cannot change before
   * the commit.
   *
   * Memory. A transaction changes rows in memory and writes them at its end, table by table: a
   * batch of reports costs a dozen statements, whatever its size.
   *
   * Claim. (1) The lease is checked by the database's clock. (2) Candidates are selected without
   * locks, in one query along the queue's index. It reads more candidates than asked for, since
   * other nodes are selecting the same ones. (3) Their videos are locked, skipping those that
   * others hold. (4) Candidates that are still ready are claimed. This repeats further down the
   * queue until there are enough. If others held all of them, the search is repeated a few times
   * within some fifty milliseconds. A claim is thus empty only when nothing was left to claim, or
   * only tasks that stay locked for long: a node that was suspended within a transaction keeps its
   * locks, and must not keep the others from working. Selecting and locking remain two statements,
   * because H2 does not use an index's order in a statement that also locks.
   *
   * Fence. A claim carries the key of the task and a token that increases with each claim. A write
   * is accepted only if the row, read under the video's lock, is still running under that token,
   * node and epoch. An expired lease alone does not matter: until the task is taken back, the work
   * of its node is valid.
   *
   * Waiting. A task to be retried later is scheduled, not ready, so the queue's index contains only
   * claimable tasks. The first claim after its due time makes it ready.
   *
   * Exchange. A transaction that records a report has already locked the tasks that the report
   * makes ready. It may start them before writing them as ready, so a task and its successor cost
   * their video one update instead of two. Tasks ahead of them in the queue are claimed first, so
   * the order is the same as without an exchange. It never waits for a lock, since the transaction
   * already holds some.
   *
   * Limits. A task of a limited step takes one of the step's slots, which is a row, and frees it
   * when its attempt ends, in the same transactions. Free slots are taken after the videos' locks,
   * skipping those that others are taking, so nobody waits for a slot. A step without a free slot
   * is left out when candidates are selected, so that its tasks do not hide those behind them.
   */

  /** Retries while others hold every candidate, after 1, 2, 4 ... milliseconds. */
  private static final int MOST_LOOKS = 6;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(1);

  private static final Duration WITH_HINTS = Duration.ofSeconds(1);
  private static final Duration WITHOUT_HINTS = Duration.ofMillis(100);

  private final Transactions transactions;
  private final QueueHead head;
  private final ReadyHints hints;
  private final ReadyProbe probe = new ReadyProbe();

  /** Whether the last claim was empty. Decides only whether a cheap probe comes first. */
  private volatile boolean foundNothing;

  JdbcTaskQueue(Transactions transactions, QueueHead head, ReadyHints hints) {
    this.transactions = transactions;
    this.head = head;
    this.hints = hints;
  }

  @Override
  public List<Claim> claim(Lease lease, int limit, Set<String> steps) {
    requirePositive(limit);
    if (foundNothing && !hints.comeFromOthers() && !transactions.read(probe::findsSome)) {
      return List.of();
    }
    List<Claim> claims = claimSome(lease, limit, steps);
    foundNothing = claims.isEmpty();
    return claims;
  }

  private List<Claim> claimSome(Lease lease, int limit, Set<String> steps) {
    Look look = look(lease, limit, steps, true);
    if (look.someAreDue()) {
      promoteDue();
      look = look(lease, limit, steps, false);
    }
    for (int again = 0; again < MOST_LOOKS && look.isHeldUp(); again++) {
      LockSupport.parkNanos(FIRST_PAUSE.toNanos() << again);
      look = look(lease, limit, steps, false);
    }
    return look.claims();
  }

  private Look look(Lease lease, int limit, Set<String> steps, boolean heedsDue) {
    return transactions.call(transaction -> {
      Claims claims = new Claims(transaction, lease, steps, head);
      Claims.Outlook outlook = claims.outlook();
      if (!outlook.leaseIsValid()) {
        return new Look(List.of(), false, false);
      }
      if (heedsDue && outlook.someAreDue()) {
        return new Look(List.of(), true, false);
      }
      List<Claim> taken = claims.take(limit, outlook.hasLimits());
      return new Look(taken, false, claims.havePassedOver());
    });
  }

  /**
   * The outcome of a transaction that claims.
   *
   * @param someAreDue whether it claimed nothing because due tasks have to be made ready first
   * @param passedOver whether locks of others kept some task from being claimed
   */
  private record Look(List<Claim> claims, boolean someAreDue, boolean passedOver) {

    boolean isHeldUp() {
      return claims.isEmpty() && passedOver;
    }
  }

  @Override
  public void limit(String step, OptionalInt most) {
    if (most.isPresent() && most.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "The limit of a step must be at least 1, not " + most.getAsInt() + ".");
    }
    transactions.call(transaction -> {
      transaction.slots().resize(step, most);
      return null;
    });
  }

  @Override
  public EventLog.Registration onReady(Runnable listener) {
    return hints.register(listener);
  }

  @Override
  public Duration pollInterval() {
    return hints.comeFromOthers() ? WITH_HINTS : WITHOUT_HINTS;
  }

  @Override
  public List<Receipt> report(List<TaskReport> reports) {
    return transactions.call(transaction -> record(transaction, reports));
  }

  @Override
  public Exchange exchange(List<TaskReport> reports, Lease lease, int limit, Set<String> steps) {
    requirePositive(limit);
    return transactions.call(transaction -> {
      List<Receipt> receipts = record(transaction, reports);
      return new Exchange(receipts, new Claims(transaction, lease, steps, head).takeReadied(limit));
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
      return TaskList.tasks(transaction, rows);
    });
  }

  @Override
  public Page<Task> list(TaskQuery query) {
    return transactions.read(transaction -> TaskList.page(transaction, query));
  }

  @Override
  public List<StepBacklog> backlog() {
    return transactions.read(BacklogQuery::run);
  }

  private static void requirePositive(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "The number of tasks to claim must be at least 1, not " + limit + ".");
    }
  }

  private void promoteDue() {
    transactions.call(transaction -> {
      List<ReelstateTaskRecord> due = transaction
          .lockingUncontended(transaction
              .sql()
              .select(
                  REELSTATE_TASK.ID,
                  REELSTATE_TASK.TIER,
                  REELSTATE_TASK.TURN,
                  REELSTATE_TASK.DUE_AT)
              .from(REELSTATE_TASK)
              .where(
                  REELSTATE_TASK.DUE_AT.between(Instant.EPOCH, transaction.now()),
                  TaskRows.isIn(TaskStatus.SCHEDULED)))
          .fetchInto(REELSTATE_TASK);
      due.forEach(task -> {
        task.setStatus(TaskStatus.READY.wireName());
        task.setReadyAt(task.getDueAt());
        task.setDueAt(null);
        transaction.readied(QueueKey.of(task));
      });
      transaction
          .bulk()
          .update(
              REELSTATE_TASK,
              List.of(REELSTATE_TASK.STATUS, REELSTATE_TASK.READY_AT, REELSTATE_TASK.DUE_AT),
              due);
      return due.size();
    });
  }

  private static VideoId video(TaskReport report) {
    return report.claim().task().videoId();
  }

  private static List<Receipt> record(Transaction transaction, List<TaskReport> reports) {
    transaction.lock(reports.stream().map(JdbcTaskQueue::video).toList());
    return reports.stream().map(report -> record(transaction, report)).toList();
  }

  private static Receipt record(Transaction transaction, TaskReport report) {
    if (transaction.locked(video(report)).isEmpty()) {
      return Receipt.LEASE_LOST;
    }
    Optional<ReelstateTaskRecord> held = transaction.tasks().heldBy(report.claim());
    if (held.isEmpty()) {
      return Receipt.LEASE_LOST;
    }
    VideoWork work = transaction.work(held.get().getVideoId());
    if (report instanceof TaskReport.Succeeded succeeded) {
      work.succeed(held.get(), succeeded);
    } else if (report instanceof TaskReport.Failed failed) {
      work.fail(held.get(), failed);
    } else if (report instanceof TaskReport.Postponed postponed) {
      work.postpone(held.get(), postponed);
    } else {
      work.giveBack(held.get(), Outcome.RELEASED);
    }
    return Receipt.ACCEPTED;
  }

  private static Receipt record(Transaction transaction, Claim claim, Progress latest) {
    if (transaction.tasks().heldBy(claim).isEmpty()) {
      return Receipt.LEASE_LOST;
    }
    transaction.locked(claim.task().videoId()).orElseThrow().advance(latest);
    return Receipt.ACCEPTED;
  }

  static Task task(
      ReelstateTaskRecord row, List<ReelstateAttemptRecord> attempts, Task.@Nullable Wait waiting) {
    return new Task(
        new TaskId(
            new VideoId(row.getVideoId()), row.getGeneration(), row.getStep(), row.getPart()),
        TaskStatus.valueOf(row.getStatus().toUpperCase(Locale.ROOT)),
        row.getWeight(),
        Stream.concat(attempts.stream().map(JdbcTaskQueue::unsuccessful), latest(row))
            .toList(),
        row.getDueAt(),
        waiting);
  }

  /** The attempt that is running or has succeeded. */
  private static Stream<Task.Attempt> latest(ReelstateTaskRecord row) {
    return row.getNode() == null
        ? Stream.of()
        : Stream.of(new Task.Attempt(
            row.getAttempts(),
            row.getNode(),
            row.getStartedAt(),
            row.getEndedAt(),
            row.getEndedAt() == null ? null : Outcome.SUCCEEDED,
            null,
            duration(row.getCpuNanos())));
  }

  private static Task.Attempt unsuccessful(ReelstateAttemptRecord row) {
    return new Task.Attempt(
        row.getNumber(),
        row.getNode(),
        row.getStartedAt(),
        row.getEndedAt(),
        Outcome.valueOf(row.getOutcome().toUpperCase(Locale.ROOT)),
        Json.read(row.getFailure(), Failure.class),
        duration(row.getCpuNanos()));
  }

  private static @Nullable Duration duration(@Nullable Long nanos) {
    return nanos == null ? null : Duration.ofNanos(nanos);
  }
}
