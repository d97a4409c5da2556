package dev.reelstate.testkit;

import static java.util.stream.Collectors.toSet;

import dev.reelstate.event.Progress;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.Exchange;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.StepBacklog;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskQuery;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.testkit.InMemoryVideoStore.Transaction;
import dev.reelstate.video.Page;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The queue of an {@link InMemoryVideoStore}. Thread-safe. */
final class InMemoryTaskQueue implements TaskQueue {

  private static final Comparator<Candidate> ORDER = Comparator.comparing(
          (Candidate candidate) -> candidate.video().origin().priority(), Comparator.reverseOrder())
      .thenComparing(candidate -> candidate.video().turn + candidate.task().spec.part())
      .thenComparing(candidate -> candidate.task().key);

  private static final Duration POLL = Duration.ofMillis(100);

  private final InMemoryVideoStore store;
  private final Map<String, Integer> limits = new HashMap<>();

  InMemoryTaskQueue(InMemoryVideoStore store) {
    this.store = store;
  }

  @Override
  public List<Claim> claim(Lease lease, int limit, Set<String> steps) {
    requirePositive(limit);
    return store.transact(
        transaction -> claim(transaction, lease, limit, candidates(transaction, steps)));
  }

  /** Claims the first candidates, up to the limit. */
  private List<Claim> claim(
      Transaction transaction, Lease lease, int limit, List<Candidate> candidates) {
    if (!store.registry().isValid(lease, transaction.now)) {
      return List.of();
    }
    Map<String, Integer> free = freeSlots(transaction);
    return candidates.stream()
        .filter(candidate -> takesSlot(free, candidate))
        .limit(limit)
        .map(candidate -> claim(transaction, lease, candidate))
        .toList();
  }

  private static void requirePositive(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "The number of tasks to claim must be at least 1, not " + limit + ".");
    }
  }

  @Override
  public void limit(String step, OptionalInt most) {
    if (most.isPresent() && most.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "The limit of a step must be at least 1, not " + most.getAsInt() + ".");
    }
    store.transact(
        transaction -> most.isPresent() ? limits.put(step, most.getAsInt()) : limits.remove(step));
  }

  @Override
  public EventLog.Registration onReady(Runnable listener) {
    return store.events().onCommit(events -> listener.run());
  }

  @Override
  public Duration pollInterval() {
    return POLL;
  }

  @Override
  public List<Receipt> report(List<TaskReport> reports) {
    return store.transact(transaction -> record(transaction, reports));
  }

  @Override
  public Exchange exchange(List<TaskReport> reports, Lease lease, int limit, Set<String> steps) {
    requirePositive(limit);
    return store.transact(transaction -> {
      Set<Long> before = keys(candidates(transaction, steps));
      reports.forEach(report -> before.add(report.claim().key()));
      List<Receipt> receipts = record(transaction, reports);
      List<Candidate> after = candidates(transaction, steps);
      int end = after.size();
      while (end > 0 && before.contains(after.get(end - 1).task().key)) {
        end--;
      }
      return new Exchange(receipts, claim(transaction, lease, limit, after.subList(0, end)));
    });
  }

  private static Set<Long> keys(List<Candidate> candidates) {
    return candidates.stream().map(candidate -> candidate.task().key).collect(toSet());
  }

  private static List<Receipt> record(Transaction transaction, List<TaskReport> reports) {
    return reports.stream().map(report -> record(transaction, report)).toList();
  }

  @Override
  public Map<Claim, Receipt> progress(Map<Claim, Progress> progress) {
    return store.transact(transaction -> {
      Map<Claim, Receipt> receipts = new LinkedHashMap<>();
      progress.forEach((claim, latest) -> receipts.put(claim, record(transaction, claim, latest)));
      return receipts;
    });
  }

  @Override
  public List<Task> list(VideoId id) {
    return store.transact(transaction -> {
      VideoEntry entry = transaction.read(id);
      return entry == null
          ? List.of()
          : entry.currentTasks().stream().map(TaskEntry::toTask).toList();
    });
  }

  @Override
  public Page<Task> list(TaskQuery query) {
    return store.transact(transaction -> InMemoryTaskList.page(transaction, query));
  }

  @Override
  public List<StepBacklog> backlog() {
    return store.transact(InMemoryBacklog::of);
  }

  /** The claimable tasks, in the order of claiming. */
  private static List<Candidate> candidates(Transaction transaction, Set<String> steps) {
    List<Candidate> candidates = new ArrayList<>();
    for (VideoEntry video : transaction.latest()) {
      for (TaskEntry task : video.tasks) {
        if (task.isClaimable(transaction.now) && steps.contains(task.id.step())) {
          candidates.add(new Candidate(video, task));
        }
      }
    }
    candidates.sort(ORDER);
    return candidates;
  }

  private Map<String, Integer> freeSlots(Transaction transaction) {
    Map<String, Integer> free = new HashMap<>(limits);
    for (VideoEntry video : transaction.all()) {
      for (TaskEntry task : video.tasks) {
        if (task.status == TaskStatus.RUNNING) {
          free.computeIfPresent(task.id.step(), (step, count) -> count - 1);
        }
      }
    }
    return free;
  }

  /**
   * Takes a slot of the candidate's step; false if none is left. Steps without a limit need no
   * slot.
   */
  private static boolean takesSlot(Map<String, Integer> free, Candidate candidate) {
    Integer left = free.computeIfPresent(candidate.task().id.step(), (step, count) -> count - 1);
    return left == null || left >= 0;
  }

  private static Claim claim(Transaction transaction, Lease lease, Candidate candidate) {
    VideoEntry video = transaction.touch(candidate.task().id.videoId());
    TaskEntry task = video.tasks.get(candidate.video().tasks.indexOf(candidate.task()));
    return video.start(task, lease, transaction.now);
  }

  private static Receipt record(Transaction transaction, TaskReport report) {
    Claim claim = report.claim();
    if (transaction.read(claim.task().videoId()) == null) {
      return Receipt.LEASE_LOST;
    }
    VideoEntry video = transaction.touch(claim.task().videoId());
    TaskEntry task = video.heldBy(claim);
    if (task == null) {
      return Receipt.LEASE_LOST;
    }
    if (report instanceof TaskReport.Succeeded succeeded) {
      video.succeed(task, succeeded, transaction::nextTaskKey, transaction.now);
    } else if (report instanceof TaskReport.Failed failed) {
      video.fail(task, failed, transaction.now);
    } else if (report instanceof TaskReport.Postponed postponed) {
      video.postpone(task, postponed, transaction.now);
    } else {
      video.giveBack(task, Outcome.RELEASED, transaction.now);
    }
    return Receipt.ACCEPTED;
  }

  private static Receipt record(Transaction transaction, Claim claim, Progress latest) {
    if (transaction.read(claim.task().videoId()) == null) {
      return Receipt.LEASE_LOST;
    }
    VideoEntry video = transaction.touch(claim.task().videoId());
    if (video.heldBy(claim) == null) {
      return Receipt.LEASE_LOST;
    }
    video.report(latest);
    return Receipt.ACCEPTED;
  }

  private record Candidate(VideoEntry video, TaskEntry task) {}
}
