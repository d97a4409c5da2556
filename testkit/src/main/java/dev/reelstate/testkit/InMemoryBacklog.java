package dev.reelstate.testkit;

import dev.reelstate.task.StepBacklog;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.testkit.InMemoryVideoStore.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Counts the tasks of an {@link InMemoryVideoStore} that wait or run. */
final class InMemoryBacklog {

  private InMemoryBacklog() {}

  static List<StepBacklog> of(Transaction transaction) {
    TreeMap<String, List<TaskEntry>> open = new TreeMap<>();
    for (VideoEntry video : transaction.all()) {
      for (TaskEntry task : video.tasks) {
        if (!task.status.isSettled() && task.status != TaskStatus.BLOCKED) {
          open.computeIfAbsent(task.id.step(), step -> new ArrayList<>()).add(task);
        }
      }
    }
    return open.entrySet().stream()
        .map(step -> of(step.getKey(), step.getValue(), transaction.now))
        .toList();
  }

  private static StepBacklog of(String step, List<TaskEntry> open, Instant now) {
    return new StepBacklog(
        step,
        count(open, TaskStatus.READY),
        count(open, TaskStatus.SCHEDULED),
        count(open, TaskStatus.RUNNING),
        open.stream()
            .filter(task -> task.status == TaskStatus.READY)
            .map(task -> task.readyAt)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .map(since -> Duration.between(since, now))
            .orElse(Duration.ZERO));
  }

  private static long count(List<TaskEntry> tasks, TaskStatus status) {
    return tasks.stream().filter(task -> task.status == status).count();
  }
}
