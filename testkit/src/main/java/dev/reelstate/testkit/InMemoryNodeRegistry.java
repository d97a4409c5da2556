package dev.reelstate.testkit;

import dev.reelstate.StoredText;
import dev.reelstate.spi.NodeRegistry;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.testkit.InMemoryVideoStore.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** The nodes of an {@link InMemoryVideoStore}. Thread-safe. */
final class InMemoryNodeRegistry implements NodeRegistry {

  private final InMemoryVideoStore store;
  private final Map<String, Node> nodes = new HashMap<>();

  InMemoryNodeRegistry(InMemoryVideoStore store) {
    this.store = store;
  }

  @Override
  public Lease join(String node, Duration duration) {
    StoredText.word("the node's name", node);
    return store.transact(transaction -> {
      long epoch = nodes.containsKey(node) ? nodes.get(node).epoch() + 1 : 1;
      nodes.put(node, new Node(epoch, transaction.now.plus(duration), false));
      takeBack(
          transaction,
          (task, lease) -> lease.node().equals(node) && lease.epoch() < epoch,
          Outcome.LOST);
      return new Lease(node, epoch, duration);
    });
  }

  @Override
  public boolean renew(Lease lease) {
    return store.transact(transaction -> {
      if (!isOpen(lease)) {
        return false;
      }
      nodes.put(
          lease.node(), new Node(lease.epoch(), transaction.now.plus(lease.duration()), false));
      return true;
    });
  }

  @Override
  public void leave(Lease lease) {
    store.transact(transaction -> {
      if (isOpen(lease)) {
        nodes.computeIfPresent(lease.node(), (name, node) -> node.ended());
      }
      return takeBack(transaction, (task, held) -> isSame(held, lease), Outcome.RELEASED);
    });
  }

  @Override
  public int giveBack(Lease lease, Set<Long> except) {
    return store.transact(transaction -> takeBack(
        transaction,
        (task, held) -> isSame(held, lease) && !except.contains(task.key),
        Outcome.RELEASED));
  }

  private static boolean isSame(Lease one, Lease other) {
    return one.node().equals(other.node()) && one.epoch() == other.epoch();
  }

  @Override
  public int recover(int maxLosses) {
    return store.transact(transaction -> {
      nodes.replaceAll(
          (name, node) -> node.expiresAt().isAfter(transaction.now) ? node : node.ended());
      int taken = takeBack(transaction, (task, lease) -> !isOpen(lease), Outcome.LOST);
      failLost(transaction, maxLosses);
      return taken;
    });
  }

  /** Whether work may be claimed under a lease. */
  boolean isValid(Lease lease, Instant now) {
    Node node = nodes.get(lease.node());
    return isOpen(lease) && node != null && node.expiresAt().isAfter(now);
  }

  private boolean isOpen(Lease lease) {
    Node node = nodes.get(lease.node());
    return node != null && node.epoch() == lease.epoch() && !node.isEnded();
  }

  private static int takeBack(
      Transaction transaction, BiPredicate<TaskEntry, Lease> which, Outcome outcome) {
    int taken = 0;
    for (VideoEntry before : transaction.all()) {
      for (int i = 0; i < before.tasks.size(); i++) {
        TaskEntry seen = before.tasks.get(i);
        Lease lease = seen.lease;
        if (lease != null && which.test(seen, lease)) {
          VideoEntry video = transaction.touch(before.origin().id());
          TaskEntry task = video.tasks.get(i);
          task.losses += outcome == Outcome.LOST ? 1 : 0;
          video.giveBack(task, outcome, transaction.now);
          taken++;
        }
      }
    }
    return taken;
  }

  private static void failLost(Transaction transaction, int maxLosses) {
    for (VideoEntry before : transaction.latest()) {
      for (int i = 0; i < before.tasks.size(); i++) {
        TaskEntry seen = before.tasks.get(i);
        if (seen.status == TaskStatus.READY && seen.losses > maxLosses) {
          VideoEntry video = transaction.touch(before.origin().id());
          video.failFinally(video.tasks.get(i), lost(seen), transaction.now);
          break;
        }
      }
    }
  }

  private static Failure lost(TaskEntry task) {
    return Failure.permanent(
            FailureCode.NODE_LOST,
            "The application processing the video stopped unexpectedly " + task.losses
                + (task.losses == 1 ? " time" : " times") + "; the file may be the cause.")
        .withStep(task.id.step());
  }

  private record Node(long epoch, Instant expiresAt, boolean isEnded) {

    Node ended() {
      return new Node(epoch, expiresAt, true);
    }
  }
}
