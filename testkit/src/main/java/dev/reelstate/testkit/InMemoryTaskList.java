package dev.reelstate.testkit;

import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskQuery;
import dev.reelstate.testkit.InMemoryVideoStore.Transaction;
import dev.reelstate.video.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lists the tasks of an {@link InMemoryVideoStore} over all videos. */
final class InMemoryTaskList {

  private InMemoryTaskList() {}

  static Page<Task> page(Transaction transaction, TaskQuery query) {
    long after = query.after() == null ? -1 : key(query.after());
    List<TaskEntry> found = new ArrayList<>();
    for (VideoEntry video : transaction.all()) {
      video.tasks.stream()
          .filter(task -> task.key > after && matches(task, query))
          .forEach(found::add);
    }
    found.sort(Comparator.comparing(task -> task.key));
    List<TaskEntry> page = found.subList(0, Math.min(found.size(), query.limit()));
    String next = page.size() == found.size() ? null : Long.toString(page.get(page.size() - 1).key);
    return new Page<>(page.stream().map(TaskEntry::toTask).toList(), next);
  }

  private static boolean matches(TaskEntry task, TaskQuery query) {
    Lease lease = task.lease;
    return task.status == query.status()
        && (query.step() == null || query.step().equals(task.id.step()))
        && (query.node() == null || (lease != null && query.node().equals(lease.node())));
  }

  private static long key(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + cursor + "\" is not a page cursor.", e);
    }
  }
}
