package dev.reelstate.testkit;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.EvaluationCatalog;
import dev.reelstate.spi.EventLog;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.spi.NodeRegistry;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.VideoId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps everything in memory, for tests and for a first look. It passes the same
 * contract as the durable stores and loses its content when it is discarded. Designed for thousands
 * of videos, not millions. Thread-safe.
 */
public final class InMemoryVideoStore implements VideoStore {

  // Each transaction holds one lock for its whole duration. It works on copies of the videos that
  // it touches and puts them in place at its end, so one that throws leaves nothing behind. Hints
  // go out after the lock is released.

  private final InstantSource clock;
  private final Map<VideoId, VideoEntry> entries = new LinkedHashMap<>();
  private final List<VideoEvent> log = new ArrayList<>();
  private final List<InMemoryEventLog.Hint> hints = new CopyOnWriteArrayList<>();
  private final InMemoryVideoCatalog videos = new InMemoryVideoCatalog(this);
  private final InMemoryTaskQueue tasks = new InMemoryTaskQueue(this);
  private final InMemoryEventLog events = new InMemoryEventLog(this);
  private final InMemoryGroundTruthCatalog groundTruth = new InMemoryGroundTruthCatalog(this);
  private final InMemoryEvaluationCatalog evaluations = new InMemoryEvaluationCatalog(this);
  private final InMemoryNodeRegistry nodes = new InMemoryNodeRegistry(this);
  private long lastTaskKey;

  private InMemoryVideoStore(InstantSource clock) {
    this.clock = clock;
  }

  /** An empty store that uses the system clock. */
  public static InMemoryVideoStore create() {
    return create(InstantSource.system());
  }

  /** An empty store that uses the given clock. */
  public static InMemoryVideoStore create(InstantSource clock) {
    return new InMemoryVideoStore(clock);
  }

  @Override
  public VideoCatalog videos() {
    return videos;
  }

  @Override
  public TaskQueue tasks() {
    return tasks;
  }

  @Override
  public EventLog events() {
    return events;
  }

  @Override
  public GroundTruthCatalog groundTruth() {
    return groundTruth;
  }

  @Override
  public EvaluationCatalog evaluations() {
    return evaluations;
  }

  @Override
  public NodeRegistry nodes() {
    return nodes;
  }

  /** Does nothing: nothing can be missing. */
  @Override
  public void verify() {}

  /** Does nothing: the content of the store stays readable. */
  @Override
  public void close() {}

  InMemoryNodeRegistry registry() {
    return nodes;
  }

  List<VideoEvent> log() {
    return log;
  }

  List<InMemoryEventLog.Hint> hints() {
    return hints;
  }

  <T extends @Nullable Object> T transact(Function<Transaction, T> work) {
    List<VideoEvent> committed;
    T result;
    synchronized (this) {
      Transaction transaction = new Transaction();
      result = work.apply(transaction);
      committed = transaction.commit();
    }
    if (!committed.isEmpty()) {
      events.hint(committed);
    }
    return result;
  }

  /** One call's view of the store and its changes to it. */
  final class Transaction {

    private final Map<VideoId, VideoEntry> touched = new LinkedHashMap<>();

    /** The time, truncated to a database's precision. */
    final Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);

    /** All videos as they were before this transaction; read-only. */
    Iterable<VideoEntry> all() {
      return entries.values();
    }

    /** All videos as this transaction leaves them; read-only. */
    List<VideoEntry> latest() {
      Map<VideoId, VideoEntry> latest = new LinkedHashMap<>(entries);
      latest.putAll(touched);
      return List.copyOf(latest.values());
    }

    /**
     * The turn of a video that is queued now: after those of its project, but never ahead of the
     * head of the queue.
     */
    long nextTurn(NewVideo video) {
      List<VideoEntry> rivals = latest().stream()
          .filter(entry -> entry.origin().priority() == video.priority())
          .toList();
      long head = rivals.stream()
          .flatMapToLong(entry -> entry.tasks.stream()
              .filter(task -> task.status == TaskStatus.READY)
              .mapToLong(task -> entry.turn + task.spec.part()))
          .min()
          .orElse(ChronoUnit.MICROS.between(Instant.EPOCH, now));
      return rivals.stream()
          .filter(entry -> entry.origin().project().equals(video.project()))
          .mapToLong(entry -> entry.turn + 1)
          .reduce(head, Math::max);
    }

    /** A video as it was before this transaction; read-only. */
    @Nullable
    VideoEntry read(VideoId id) {
      return entries.get(id);
    }

    /** A video to change; it must exist. */
    VideoEntry touch(VideoId id) {
      return touched.computeIfAbsent(id, key -> {
        VideoEntry entry = entries.get(key);
        if (entry == null) {
          throw new IllegalArgumentException("There is no video " + key + ".");
        }
        return entry.copy();
      });
    }

    void remove(VideoId id) {
      entries.remove(id);
    }

    void add(VideoEntry entry) {
      touched.put(entry.origin().id(), entry);
    }

    long nextTaskKey() {
      return ++lastTaskKey;
    }

    private List<VideoEvent> commit() {
      List<VideoEvent> fresh = new ArrayList<>();
      touched.forEach((id, entry) -> {
        VideoEntry before = entries.put(id, entry);
        int known = before == null ? 0 : before.events.size();
        fresh.addAll(entry.events.subList(known, entry.events.size()));
      });
      log.addAll(fresh);
      return List.copyOf(fresh);
    }
  }
}
