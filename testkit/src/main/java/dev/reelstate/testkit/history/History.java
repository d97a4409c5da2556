package dev.reelstate.testkit.history;

import dev.reelstate.task.TaskId;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all processes recorded. Immutable. */
public final class History {

  /** The end of the names of files that {@link #read} reads. */
  public static final String SUFFIX = ".history";

  private record Key(String process, long call) {}

  private final List<Call> calls = new ArrayList<>();
  private final Map<Class<?>, List<Call>> byKind;
  private final List<HistoryEntry.Seen> seen = new ArrayList<>();
  private final Map<TaskId, TaskHistory> tasks = new LinkedHashMap<>();

  private History(Collection<HistoryEntry> entries) {
    Map<Key, HistoryEntry> ends = new HashMap<>();
    for (HistoryEntry entry : entries) {
      if (entry instanceof HistoryEntry.Answered answered) {
        ends.put(new Key(answered.mark().process(), answered.call()), answered);
      } else if (entry instanceof HistoryEntry.Refused refused) {
        ends.put(new Key(refused.mark().process(), refused.call()), refused);
      } else if (entry instanceof HistoryEntry.Unknown unknown) {
        ends.put(new Key(unknown.mark().process(), unknown.call()), unknown);
      } else if (entry instanceof HistoryEntry.Seen one) {
        seen.add(one);
      }
    }
    for (HistoryEntry entry : entries) {
      if (entry instanceof HistoryEntry.Invoked invoked) {
        Key key = new Key(invoked.mark().process(), invoked.call());
        calls.add(new Call(invoked.mark(), invoked.operation(), ends.get(key)));
      }
    }
    calls.forEach(call -> TaskHistory.add(call, tasks));
    byKind =
        calls.stream().collect(Collectors.groupingBy(call -> call.operation().getClass()));
  }

  /** A history of entries, in the order of each process. */
  public static History of(Collection<HistoryEntry> entries) {
    return new History(List.copyOf(entries));
  }

  /**
   * Reads the {@link HistoryFile}s of a folder, one per process, whose names end with
   * {@value #SUFFIX}.
   */
  public static History read(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
    List<HistoryEntry> entries = new ArrayList<>();
    for (Path file : files) {
      entries.addAll(HistoryFile.read(file));
    }
    return of(entries);
  }

  /** The number of calls. */
  public int size() {
    return calls.size();
  }

  /** The calls with some kinds of operations; those of each kind are in the order of a process. */
  @SafeVarargs
  final List<Call> calls(Class<? extends Operation>... kinds) {
    List<Call> found = new ArrayList<>();
    for (Class<? extends Operation> kind : kinds) {
      found.addAll(byKind.getOrDefault(kind, List.of()));
    }
    return found;
  }

  /** What is known of each task that was given out or reported. */
  Collection<TaskHistory> tasks() {
    return tasks.values();
  }

  /** What is known of a task. */
  TaskHistory task(TaskId id) {
    return tasks.getOrDefault(id, new TaskHistory(id));
  }

  /** What listeners received, in the order of each process. */
  List<HistoryEntry.Seen> seen() {
    return seen;
  }

  /** The videos that this history began to create, whether or not it succeeded. */
  Set<VideoId> begunVideos() {
    Set<VideoId> ids = new HashSet<>();
    for (Call call : calls) {
      if (call.operation() instanceof Operation.Create create) {
        ids.add(create.video().id());
      } else if (call.operation() instanceof Operation.Queue queue) {
        queue.videos().forEach(stored -> ids.add(stored.video().id()));
      }
    }
    return ids;
  }

  /** The names of the durable readers, except those that the store refuses. */
  Set<String> readers() {
    Set<String> names = new TreeSet<>();
    for (Call call : calls) {
      if (call.isRefused()) {
        continue;
      }
      if (call.operation() instanceof Operation.Cursor cursor) {
        names.add(cursor.reader());
      } else if (call.operation() instanceof Operation.Advance advance) {
        names.add(advance.reader());
      }
    }
    return names;
  }
}
