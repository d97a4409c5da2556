package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.media.PresentNatives;
import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.NodeStatus;
import dev.reelstate.task.StepBacklog;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskQuery;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What operators need: nodes and tasks over all videos, many videos at once, and diagnoses. What
 * concerns nodes and steps is kept in the store and holds for all nodes that share it, from
 * whichever of them it is called. Thread-safe. Methods throw {@link ReelstateException} with a code
 * of the database family if the store does not answer.
 */
public final class Operations {

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Lifecycle lifecycle;
  private final VideoStore store;
  private final Function<VideoId, Video> retry;
  private final Function<VideoId, Video> delete;
  private final WorkerPool workers;
  private final Diagnosis diagnosis;
  private final RetentionSweep retention;

  Operations(
      Lifecycle lifecycle,
      VideoStore store,
      Function<VideoId, Video> retry,
      Function<VideoId, Video> delete,
      WorkerPool workers,
      Diagnosis diagnosis,
      RetentionSweep retention) {
    this.lifecycle = lifecycle;
    this.store = store;
    this.retry = retry;
    this.delete = delete;
    this.workers = workers;
    this.diagnosis = diagnosis;
    this.retention = retention;
  }

  /** The nodes that run or are paused, by name. */
  public List<NodeStatus> nodes() {
    lifecycle.requireReadable();
    return store.nodes().list();
  }

  /**
   * Has a node claim no further tasks; what it runs continues. The pause lasts until it is ended,
   * also when a node of that name is restarted.
   *
   * @return whether the node was not paused before
   */
  public boolean pause(String node) {
    lifecycle.require(node, "node");
    return store.nodes().pause(node, true);
  }

  /**
   * Lets a node claim tasks again.
   *
   * @return whether the node was paused
   */
  public boolean resume(String node) {
    lifecycle.require(node, "node");
    return store.nodes().pause(node, false);
  }

  /**
   * Pauses a node and waits until it runs nothing, so that it can be stopped without handing back a
   * task.
   *
   * @param longest how long to wait; the node stays paused afterwards
   * @return whether it runs nothing
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean drain(String node, Duration longest) throws InterruptedException {
    lifecycle.require(node, "node");
    lifecycle.require(longest, "longest");
    pause(node);
    long begun = System.nanoTime();
    while (!isDrained(node)) {
      if (System.nanoTime() - begun >= longest.toNanos()) {
        return false;
      }
      TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    }
    return true;
  }

  private boolean isDrained(String node) {
    return nodes().stream()
        .filter(status -> status.name().equals(node))
        .allMatch(NodeStatus::isDrained);
  }

  /** One page of the tasks of all videos, those planned first first. */
  public Page<Task> tasks(TaskQuery query) {
    lifecycle.require(query, "query");
    return store.tasks().list(query);
  }

  /** The tasks that are ready, scheduled or running, counted by step. */
  public List<StepBacklog> backlog() {
    lifecycle.requireReadable();
    return store.tasks().backlog();
  }

  /**
   * Caps a step's running tasks across all nodes from now on. A node that starts sets the limits
   * that its steps state, so a limit that should last belongs there.
   *
   * @param most the maximum, positive, or empty for no limit
   */
  public void limit(String step, OptionalInt most) {
    lifecycle.require(step, "step");
    lifecycle.require(most, "most");
    store.tasks().limit(step, most);
  }

  /**
   * Retries the videos on one page of a query; see {@link VideoPlatform#retry}. The whole query is
   * done when {@link Bulk#next()} is null; until then, it continues with
   * {@link VideoQuery#withAfter}, also after an interruption.
   */
  public Bulk retryAll(VideoQuery query) {
    lifecycle.require(query, "query");
    return all(query, retry);
  }

  /**
   * Deletes the videos on one page of a query for good; see {@link VideoPlatform#delete}. The whole
   * query is done when {@link Bulk#next()} is null; until then, it continues with
   * {@link VideoQuery#withAfter}, also after an interruption.
   */
  public Bulk deleteAll(VideoQuery query) {
    lifecycle.require(query, "query");
    return all(query, delete);
  }

  private Bulk all(VideoQuery query, Function<VideoId, Video> change) {
    Page<Video> page = store.videos().list(query);
    int changed = 0;
    Map<VideoId, Failure> refused = new LinkedHashMap<>();
    for (Video video : page.items()) {
      try {
        Video unused = change.apply(video.id());
        changed++;
      } catch (ReelstateException e) {
        refused.put(video.id(), e.failure());
      }
    }
    return new Bulk(changed, refused, page.next());
  }

  /**
   * Starts a worker, if none is idle, and asks it which native libraries it has. For this, the
   * platform need not be started.
   *
   * @throws ReelstateException NATIVES_MISSING if it has none, another code of the worker or the
   *     machine family if it cannot be started or ends, a code of the storage family if it does not
   *     answer within a minute
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public Workers checkWorkers() throws InterruptedException {
    lifecycle.requireReadable();
    long begun = System.nanoTime();
    try {
      PresentNatives natives = workers.describe();
      return new Workers(
          Duration.ofNanos(System.nanoTime() - begun),
          natives.version(),
          natives.licence(),
          natives.encoders());
    } catch (StepException e) {
      throw new ReelstateException(e.failure(), e);
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  /**
   * Writes what somebody who helps has to know into a new zip file: versions, memory, settings,
   * natives, the state of the schema, health, counts, nodes, the codes of recent failures and a
   * thread dump. It contains no titles, no names or paths of files, no URLs and no secrets. What
   * cannot be found out is replaced by the reason.
   *
   * @throws IOException if the file exists or cannot be written
   */
  public void diagnose(Path zip) throws IOException {
    lifecycle.require(zip, "zip");
    diagnosis.write(zip, this);
  }

  /**
   * Removes what the {@linkplain VideoPlatformBuilder#retention retention} does not keep. A started
   * platform does so every ten minutes.
   *
   * @param dry whether to count only, and to remove nothing
   * @throws ReelstateException of the storage family if bytes could not be removed
   */
  public Retired retire(boolean dry) {
    lifecycle.requireReadable();
    return retention.run(dry);
  }

  /**
   * What the retention did not keep.
   *
   * @param originals the number of originals
   * @param renditions the number of artifacts that could be played
   * @param bytes the size of both
   * @param events the number of events; 0 if they were only to be counted
   * @param records the number of records of deleted videos
   */
  public record Retired(long originals, long renditions, long bytes, long events, long records) {

    static final Retired NOTHING = new Retired(0, 0, 0, 0, 0);

    Retired plus(Retired other) {
      return new Retired(
          originals + other.originals,
          renditions + other.renditions,
          bytes + other.bytes,
          events + other.events,
          records + other.records);
    }
  }

  /**
   * The outcome of a change to many videos.
   *
   * @param changed how many were changed
   * @param refused those that were not, with the reason
   * @param next the cursor that continues the query, or null if it is done
   */
  public record Bulk(
      int changed, Map<VideoId, Failure> refused, @Nullable String next) {

    /** Copies the map. */
    public Bulk {
      refused = Map.copyOf(refused);
    }
  }

  /**
   * What a worker says of itself.
   *
   * @param took how long it took to start it and to get the answer
   * @param version the version of the native media libraries
   * @param licence the licence that these were built under
   * @param encoders the names of the encoders of moving pictures that may be used
   */
  public record Workers(Duration took, String version, String licence, List<String> encoders) {

    /** Copies the list. */
    public Workers {
      encoders = List.copyOf(encoders);
    }
  }
}
