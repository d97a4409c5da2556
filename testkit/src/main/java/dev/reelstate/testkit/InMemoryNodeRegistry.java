package dev.reelstate.testkit;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.reelstate.StoredText;
import dev.reelstate.spi.NodeRegistry;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.NodeStatus;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.testkit.InMemoryVideoStore.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** The nodes of an {@link InMemoryVideoStore}. Thread-safe. */
final class InMemoryNodeRegistry implements NodeRegistry {

  private final InMemoryVideoStore store;
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Instant> pausedSince = new HashMap<>();

  InMemoryNodeRegistry(InMemoryVideoStore store) {
    this.store = store;
  }

  @Override
  public Lease join(String node, Duration duration, Set<String> steps) {
    StoredText.word("the node's name", node);
    return store.transact(transaction -> {
      long epoch = nodes.containsKey(node) ? nodes.get(node).epoch() + 1 : 1;
      nodes.put(node, new Node(epoch, transaction.now.plus(duration), false, Set.copyOf(steps)));
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
      Instant expiresAt = transaction.now.plus(lease.duration());
      nodes.computeIfPresent(lease.node(), (name, node) -> node.until(expiresAt));
      return true;
    });
  }

  @Override
  public boolean isReplaced(Lease lease) {
    return store.transact(transaction -> {
      Node node = nodes.get(lease.node());
      return node != null && node.epoch() > lease.epoch();
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

  @Override
  public int failStranded(Duration longest) {
    return store.transact(transaction -> {
      Set<String> known = stepsOfLiveNodes(transaction.now);
      int failed = 0;
      for (VideoEntry before : transaction.latest()) {
        for (int i = 0; i < before.tasks.size(); i++) {
          TaskEntry seen = before.tasks.get(i);
          if (seen.status == TaskStatus.READY) {
            VideoEntry video = transaction.touch(before.origin().id());
            if (isStrandedFor(longest, video.tasks.get(i), known, transaction.now)) {
              video.failFinally(video.tasks.get(i), unknown(seen), transaction.now);
              failed++;
              break;
            }
          }
        }
      }
      return failed;
    });
  }

  /** Notes since when no node can run a ready task, and tells whether that has been too long. */
  private static boolean isStrandedFor(
      Duration longest, TaskEntry task, Set<String> known, Instant now) {
    if (known.contains(task.id.step())) {
      task.strandedAt = null;
      return false;
    }
    Instant since = task.strandedAt == null ? now : task.strandedAt;
    task.strandedAt = since;
    return !since.plus(longest).isAfter(now);
  }

  private Set<String> stepsOfLiveNodes(Instant now) {
    return nodes.values().stream()
        .filter(node -> !node.isEnded() && node.expiresAt().isAfter(now))
        .flatMap(node -> node.steps().stream())
        .collect(toSet());
  }

  private static Failure unknown(TaskEntry task) {
    return Failure.permanent(
            FailureCode.UNKNOWN_STEP,
            "No running application knows the step \"" + task.id.step()
                + "\"; start one that registers it, and retry the video.")
        .withStep(task.id.step());
  }

  @Override
  public Map<String, Long> stranded() {
    return store.transact(transaction -> transaction.latest().stream()
        .flatMap(video -> video.tasks.stream())
        .filter(task -> task.strandedAt != null)
        .collect(groupingBy(task -> task.id.step(), counting())));
  }

  @Override
  public boolean pause(String node, boolean paused) {
    StoredText.word("the node's name", node);
    return store.transact(transaction -> paused
        ? pausedSince.putIfAbsent(node, transaction.now) == null
        : pausedSince.remove(node) != null);
  }

  @Override
  public List<NodeStatus> list() {
    return store.transact(transaction -> {
      Set<String> names = new TreeSet<>(pausedSince.keySet());
      nodes.forEach((name, node) -> {
        if (!node.isEnded()) {
          names.add(name);
        }
      });
      return names.stream().map(name -> status(transaction, name)).toList();
    });
  }

  private NodeStatus status(Transaction transaction, String name) {
    Node node = nodes.getOrDefault(name, new Node(0, Instant.EPOCH, true, Set.of()));
    int running = 0;
    for (VideoEntry video : transaction.all()) {
      running += (int) video.tasks.stream()
          .map(task -> task.lease)
          .filter(lease -> lease != null && lease.node().equals(name))
          .count();
    }
    return new NodeStatus(
        name,
        node.epoch(),
        node.isEnded() ? null : node.expiresAt(),
        pausedSince.get(name),
        running);
  }

  /** Whether work may be claimed under a lease. */
  boolean isValid(Lease lease, Instant now) {
    Node node = nodes.get(lease.node());
    return isOpen(lease)
        && node != null
        && node.expiresAt().isAfter(now)
        && !pausedSince.containsKey(lease.node());
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

  private record Node(long epoch, Instant expiresAt, boolean isEnded, Set<String> steps) {

    Node until(Instant later) {
      return new Node(epoch, later, false, steps);
    }

    Node ended() {
      return new Node(epoch, expiresAt, true, steps);
    }
  }
}
