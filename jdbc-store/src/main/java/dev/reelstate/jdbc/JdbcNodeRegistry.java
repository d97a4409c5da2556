package dev.reelstate.jdbc;

import static dev.reelstate.jdbc.schema.Tables.REELSTATE_NODE;
import static dev.reelstate.jdbc.schema.Tables.REELSTATE_TASK;
import static java.util.stream.Collectors.toMap;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import dev.reelstate.StoredText;
import dev.reelstate.jdbc.schema.tables.records.ReelstateNodeRecord;
import dev.reelstate.jdbc.schema.tables.records.ReelstateTaskRecord;
import dev.reelstate.spi.NodeRegistry;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.NodeStatus;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.Condition;

/** The nodes of a {@link JdbcVideoStore}. Thread-safe. */
final class JdbcNodeRegistry implements NodeRegistry {

  private final Transactions transactions;

  JdbcNodeRegistry(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Lease join(String node, Duration duration, Set<String> steps) {
    StoredText.word("the node's name", node);
    return transactions.call(transaction -> {
      Lease lease = new Lease(node, nextEpoch(transaction, node), duration);
      transaction
          .sql()
          .update(REELSTATE_NODE)
          .set(REELSTATE_NODE.EPOCH, lease.epoch())
          .set(REELSTATE_NODE.EXPIRES_AT, transaction.now().plus(duration))
          .set(REELSTATE_NODE.STEPS, StrandedTasks.text(steps))
          .where(REELSTATE_NODE.NAME.eq(node))
          .execute();
      takeBack(transaction, REELSTATE_TASK.NODE.eq(node).and(hasEnded()), Outcome.LOST);
      return lease;
    });
  }

  @Override
  public boolean renew(Lease lease) {
    return transactions.call(transaction -> transaction
            .sql()
            .update(REELSTATE_NODE)
            .set(REELSTATE_NODE.EXPIRES_AT, transaction.now().plus(lease.duration()))
            .where(isOpen(lease))
            .execute()
        == 1);
  }

  @Override
  public boolean isReplaced(Lease lease) {
    return transactions.call(transaction -> transaction
        .sql()
        .fetchExists(
            REELSTATE_NODE,
            REELSTATE_NODE
                .NAME
                .eq(lease.node())
                .and(REELSTATE_NODE.EPOCH.greaterThan(lease.epoch()))));
  }

  @Override
  public void leave(Lease lease) {
    transactions.call(transaction -> {
      transaction
          .sql()
          .update(REELSTATE_NODE)
          .setNull(REELSTATE_NODE.EXPIRES_AT)
          .where(isOpen(lease))
          .execute();
      return takeBack(transaction, isHeldUnder(lease), Outcome.RELEASED);
    });
  }

  @Override
  public int giveBack(Lease lease, Set<Long> except) {
    return transactions.call(transaction -> takeBack(
        transaction,
        isHeldUnder(lease).and(REELSTATE_TASK.ID.notIn(except)),
        Outcome.RELEASED,
        transaction::lockUncontended));
  }

  @Override
  public int recover(int maxLosses) {
    return transactions.call(transaction -> {
      endExpired(transaction);
      int taken = takeBack(transaction, hasEnded(), Outcome.LOST, transaction::lockUncontended);
      failLost(transaction, maxLosses);
      return taken;
    });
  }

  @Override
  public int failStranded(Duration longest) {
    return transactions.call(transaction -> new StrandedTasks(transaction).fail(longest));
  }

  @Override
  public Map<String, Long> stranded() {
    return transactions.read(transaction -> new StrandedTasks(transaction).count());
  }

  @Override
  public boolean pause(String node, boolean paused) {
    StoredText.word("the node's name", node);
    return transactions.call(transaction -> {
      if (paused) {
        lockOrCreate(transaction, node);
      }
      return transaction
              .sql()
              .update(REELSTATE_NODE)
              .set(REELSTATE_NODE.PAUSED_AT, paused ? transaction.now() : null)
              .where(
                  REELSTATE_NODE.NAME.eq(node),
                  paused ? REELSTATE_NODE.PAUSED_AT.isNull() : REELSTATE_NODE.PAUSED_AT.isNotNull())
              .execute()
          == 1;
    });
  }

  @Override
  public List<NodeStatus> list() {
    return transactions.read(transaction -> {
      Map<String, Integer> running = transaction
          .sql()
          .select(REELSTATE_TASK.NODE, count())
          .from(REELSTATE_TASK)
          .where(TaskRows.isIn(TaskStatus.RUNNING))
          .groupBy(REELSTATE_TASK.NODE)
          .fetchMap(REELSTATE_TASK.NODE, count());
      return transaction
          .sql()
          .selectFrom(REELSTATE_NODE)
          .where(REELSTATE_NODE.EXPIRES_AT.isNotNull().or(REELSTATE_NODE.PAUSED_AT.isNotNull()))
          .orderBy(REELSTATE_NODE.NAME)
          .fetch(node -> new NodeStatus(
              node.getName(),
              node.getEpoch(),
              node.getExpiresAt(),
              node.getPausedAt(),
              running.getOrDefault(node.getName(), 0)));
    });
  }

  private static long nextEpoch(Transaction transaction, String node) {
    return lockOrCreate(transaction, node) + 1;
  }

  /** Locks the node's row, creating it if it is missing, and returns its epoch. */
  private static long lockOrCreate(Transaction transaction, String node) {
    List<Long> epochs = transaction
        .locking(transaction
            .sql()
            .select(REELSTATE_NODE.EPOCH)
            .from(REELSTATE_NODE)
            .where(REELSTATE_NODE.NAME.eq(node)))
        .fetch(REELSTATE_NODE.EPOCH);
    if (epochs.isEmpty()) {
      transaction
          .sql()
          .insertInto(REELSTATE_NODE)
          .set(REELSTATE_NODE.NAME, node)
          .set(REELSTATE_NODE.EPOCH, 0L)
          .execute();
      return 0;
    }
    return epochs.get(0);
  }

  private static Condition isOpen(Lease lease) {
    return REELSTATE_NODE
        .NAME
        .eq(lease.node())
        .and(REELSTATE_NODE.EPOCH.eq(lease.epoch()))
        .and(REELSTATE_NODE.EXPIRES_AT.isNotNull());
  }

  private static Condition isHeldUnder(Lease lease) {
    return REELSTATE_TASK.NODE.eq(lease.node()).and(REELSTATE_TASK.EPOCH.eq(lease.epoch()));
  }

  /** Whether the lease under which a task runs is no longer open. */
  private static Condition hasEnded() {
    return notExists(selectOne()
        .from(REELSTATE_NODE)
        .where(
            REELSTATE_NODE.NAME.eq(REELSTATE_TASK.NODE),
            REELSTATE_NODE.EPOCH.eq(REELSTATE_TASK.EPOCH),
            REELSTATE_NODE.EXPIRES_AT.isNotNull()));
  }

  /**
   * Ends expired leases. Skips locked ones: they are being renewed, or their node is stalled and
   * the next recovery ends them.
   */
  private static void endExpired(Transaction transaction) {
    List<ReelstateNodeRecord> expired = transaction
        .lockingUncontended(transaction
            .sql()
            .select(REELSTATE_NODE.NAME)
            .from(REELSTATE_NODE)
            .where(REELSTATE_NODE.EXPIRES_AT.le(transaction.now())))
        .fetchInto(REELSTATE_NODE);
    transaction.bulk().update(REELSTATE_NODE, List.of(REELSTATE_NODE.EXPIRES_AT), expired);
    transaction.bulk().flush();
  }

  private static int takeBack(Transaction transaction, Condition which, Outcome outcome) {
    return takeBack(transaction, which, outcome, transaction::lock);
  }

  private static int takeBack(
      Transaction transaction, Condition which, Outcome outcome, Consumer<List<VideoId>> locking) {
    List<ReelstateTaskRecord> running = lockAndRead(
        transaction, TaskRows.isIn(TaskStatus.RUNNING).and(which), TaskStatus.RUNNING, locking);
    for (ReelstateTaskRecord task : running) {
      if (outcome == Outcome.LOST) {
        task.setLosses(task.getLosses() + 1);
      }
      transaction.work(task.getVideoId()).giveBack(task, outcome);
    }
    return running.size();
  }

  /**
   * Fails tasks that were lost too often. Searches all ready tasks, because a new epoch of a node
   * frees tasks too.
   */
  private static void failLost(Transaction transaction, int maxLosses) {
    transaction.flush();
    Condition lost = REELSTATE_TASK
        .LOSSES
        .gt(inline(0))
        .and(REELSTATE_TASK.LOSSES.gt(maxLosses))
        .and(TaskRows.isIn(TaskStatus.READY));
    List<ReelstateTaskRecord> tasks =
        lockAndRead(transaction, lost, TaskStatus.READY, transaction::lockUncontended);
    for (ReelstateTaskRecord task : tasks) {
      boolean unused = transaction.work(task.getVideoId()).failReady(task, failure(task));
    }
  }

  private static Failure failure(ReelstateTaskRecord task) {
    return Failure.permanent(
            FailureCode.NODE_LOST,
            "The application processing the video stopped unexpectedly " + task.getLosses()
                + (task.getLosses() == 1 ? " time" : " times") + "; the file may be the cause.")
        .withStep(task.getStep());
  }

  /** Selects tasks, locks their videos, and rereads the tasks that have not changed since. */
  private static List<ReelstateTaskRecord> lockAndRead(
      Transaction transaction,
      Condition which,
      TaskStatus status,
      Consumer<List<VideoId>> locking) {
    List<ReelstateTaskRecord> seen =
        transaction.sql().selectFrom(REELSTATE_TASK).where(which).fetch();
    locking.accept(seen.stream().map(task -> new VideoId(task.getVideoId())).toList());
    Collection<Long> keys = seen.stream()
        .filter(task -> transaction.locked(new VideoId(task.getVideoId())).isPresent())
        .map(ReelstateTaskRecord::getId)
        .toList();
    Map<Long, Long> tokens =
        seen.stream().collect(toMap(ReelstateTaskRecord::getId, ReelstateTaskRecord::getToken));
    return transaction.tasks().among(keys, status).stream()
        .filter(task -> task.getToken().equals(tokens.get(task.getId())))
        .toList();
  }
}
