package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.processing.engine.Engine;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.steps.BuiltInSteps;
import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.EventLog.Registration;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Task;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes videos in and processes them: the one object that an application builds, starts, feeds and
 * closes.
 *
 * <p>Videos can be ingested and read as soon as the platform is built; work on them begins with
 * {@link #start()}. Thread-safe. Methods throw {@link ReelstateException} with a code: of the
 * database family when the store does not answer, and {@code INVALID_REQUEST} when a video that is
 * named does not exist.
 */
public final class VideoPlatform implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VideoPlatform.class);

  private final VideoStore store;
  private final MediaStorage storage;
  private final PlatformSettings settings;
  private final Ingest ingest;
  private final ResumableUploads uploads;
  private final WorkerPool workers;
  private final Map<String, Step> steps;
  private final VideoEvents events;
  private final Settlements settlements;
  private final Registration commits;
  private volatile @Nullable Engine engine;
  private boolean closed;

  VideoPlatform(VideoStore store, MediaStorage storage, Recipe recipe, PlatformSettings settings) {
    BuiltInSteps builtIn = new BuiltInSteps(recipe, settings.steps());
    this.store = store;
    this.storage = storage;
    this.settings = settings;
    this.ingest = new Ingest(store, storage, settings.maxUploadBytes());
    this.uploads = new ResumableUploads(store.videos(), storage, ingest, InstantSource.system());
    this.workers = new WorkerPool(settings.worker(), settings.limits());
    this.steps = allSteps(builtIn);
    this.settlements = new Settlements(store.videos());
    this.events = new VideoEvents(store.events(), settings.listeners(), this::requireOpen);
    this.commits = store.events().onCommit(this::onCommit);
  }

  /** Begins to put a platform together; a store and a storage are required. */
  public static VideoPlatformBuilder builder() {
    return new VideoPlatformBuilder();
  }

  private Map<String, Step> allSteps(BuiltInSteps builtIn) {
    Map<String, Step> all = new HashMap<>(settings.steps());
    builtIn.in(workers, storage, store.tasks()).forEach(step -> all.put(step.name(), step));
    return all;
  }

  /**
   * Starts to work on what is queued, what was left by an earlier run included. Does nothing if it
   * was started before.
   *
   * @throws ReelstateException SCHEMA_MISMATCH if the store is not fit to work with, saying what is
   *     missing
   */
  public synchronized void start() {
    requireOpen();
    if (engine == null) {
      store.verify();
      uploads.tidyUp();
      AbandonedUploads abandoned =
          new AbandonedUploads(store.videos(), settings.uploadTimeout(), InstantSource.system());
      engine =
          new Engine(store, storage, steps, settings.engine(), events::progressed, abandoned::fail);
    }
  }

  /**
   * Takes a file in under its own name, in the default project. Returns when its bytes are stored,
   * hashed and queued.
   *
   * @return the video: queued, or rejected when the file is at fault
   * @throws ReelstateException SOURCE_UNREADABLE if there is no such file or it cannot be read; a
   *     code of the storage family if it cannot be stored
   */
  public Video ingest(Path file) {
    return ingest(NewVideo.named(String.valueOf(file.getFileName())), file);
  }

  /**
   * Takes a file in. A video with the same project and upload key is returned as it is, unless its
   * upload was cut off.
   *
   * @return the video: queued, or rejected when the file is at fault
   * @throws ReelstateException as {@link #ingest(Path)}
   */
  public Video ingest(NewVideo video, Path file) {
    if (!Files.isRegularFile(file)) {
      throw unreadable(
          "There is no file \"" + file.getFileName() + "\"; check its name and folder.", null);
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      return ingest(video, bytes, Files.size(file));
    } catch (IOException e) {
      throw unreadable(
          "The file \"" + file.getFileName() + "\" cannot be read; check its permissions.", e);
    }
  }

  /**
   * Takes a stream of unknown length in; see {@link #ingest(NewVideo, InputStream, long)}.
   *
   * @return the video: queued, or rejected when the bytes are at fault
   */
  public Video ingest(NewVideo video, InputStream bytes) {
    return ingest(video, bytes, -1);
  }

  /**
   * Takes a stream in, on the calling thread, hashing while it receives. The stream is not closed.
   *
   * @param size how many bytes will come, or -1 when unknown; fewer are an interrupted upload
   * @return the video: queued, or rejected when the bytes are at fault
   * @throws ReelstateException UPLOAD_INTERRUPTED if the stream fails or ends early; a code of the
   *     storage family if the bytes cannot be stored. The video is then failed, and ingesting again
   *     under the same upload key starts its upload afresh.
   */
  public Video ingest(NewVideo video, InputStream bytes, long size) {
    requireOpen();
    return ingest.receive(video, bytes, size);
  }

  /** Uploads in pieces, which go on where they were cut off. */
  public ResumableUploads uploads() {
    return uploads;
  }

  /** The video, or empty if there is none of that identity. */
  public Optional<Video> find(VideoId id) {
    return store.videos().find(id);
  }

  /**
   * The video.
   *
   * @throws ReelstateException INVALID_REQUEST if there is none of that identity
   */
  public Video get(VideoId id) {
    return find(id).orElseThrow(() -> invalid("There is no video " + id + "."));
  }

  /**
   * The video with its tasks, artifacts and failures, read at one moment, or empty if there is none
   * of that identity.
   */
  public Optional<VideoDetails> details(VideoId id) {
    return store.videos().details(id);
  }

  /** One page of videos, newest first. */
  public Page<Video> list(VideoQuery query) {
    return store.videos().list(query);
  }

  /** How many videos there are of each status; statuses without any are left out. */
  public Map<VideoStatus, Long> count(VideoQuery query) {
    return store.videos().count(query);
  }

  /**
   * What can be read of a video: the artifacts of its published generation, or while none is, those
   * made so far.
   */
  public List<Artifact> artifacts(VideoId id) {
    return store.videos().artifacts(id);
  }

  /** The tasks of a video's current generation with their attempts, in the order of the plan. */
  public List<Task> tasks(VideoId id) {
    return store.tasks().list(id);
  }

  /** What happens to the videos: live, durable and as a log. */
  public VideoEvents events() {
    return events;
  }

  /** How the platform is, looked at now. */
  public Health health() {
    Engine running = engine;
    int slots = settings.engine().slots();
    return new HealthCheck(store.videos(), storage)
        .look(running == null ? -1 : running.busy(), slots);
  }

  /**
   * Waits until a video is settled: completed, failed, rejected, cancelled or deleted.
   *
   * @return the video as it is then
   * @throws ReelstateException TIME_LIMIT if that takes longer than the time; processing goes on
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public Video await(VideoId id, Duration longest) throws InterruptedException {
    get(id);
    return settlements
        .await(id, longest)
        .orElseThrow(() -> new ReelstateException(Failure.retryable(
            FailureCode.TIME_LIMIT,
            "The video was not settled within " + longest.toSeconds()
                + " s; it is still being worked on.")));
  }

  /**
   * Stops all work on a video, running work within a second. A settled video stays as it is.
   *
   * @return the video as it is then
   */
  public Video cancel(VideoId id) {
    Video cancelled = change(
        id,
        video -> video.status().isSettled()
            ? Optional.empty()
            : Optional.of(new VideoChange.Stopped(VideoStatus.CANCELLED, null)));
    uploads.forget(id);
    return cancelled;
  }

  /**
   * Goes on with a failed, rejected or cancelled video where it stopped: what had succeeded is not
   * done again.
   *
   * @return the queued video
   * @throws ReelstateException INVALID_REQUEST if the video is none of these, or its upload is what
   *     failed
   */
  public Video retry(VideoId id) {
    return change(id, video -> {
      boolean stopped = video.status().isSettled() && video.status().canBecome(VideoStatus.QUEUED);
      if (!stopped || video.status() == VideoStatus.COMPLETED || video.original() == null) {
        throw invalid("A video that is " + video.status().wireName()
            + (video.original() == null ? " without its file" : "") + " cannot be retried.");
      }
      return Optional.of(
          video.generation() == 0
              ? new VideoChange.Queued(BuiltInSteps.start())
              : new VideoChange.Resumed());
    });
  }

  /**
   * Processes a settled video afresh, as a new generation. The artifacts of the one before stay
   * readable until the new ones are published whole.
   *
   * @return the queued video
   * @throws ReelstateException INVALID_REQUEST if the video is being worked on, deleted or has no
   *     file
   */
  public Video reprocess(VideoId id) {
    return change(id, video -> {
      if (!video.status().canBecome(VideoStatus.QUEUED) || video.original() == null) {
        throw invalid("A video that is " + video.status().wireName()
            + (video.original() == null ? " without its file" : "")
            + " cannot be processed again.");
      }
      return Optional.of(new VideoChange.Queued(BuiltInSteps.start()));
    });
  }

  /**
   * Deletes a video for good: stops its work and removes its files. Its record stays, with the
   * status deleted.
   *
   * @return the deleted video
   * @throws ReelstateException of the storage family if files could not be removed; deleting again
   *     tries again
   */
  public Video delete(VideoId id) {
    Video deleted = change(
        id,
        video -> video.status() == VideoStatus.DELETED
            ? Optional.empty()
            : Optional.of(new VideoChange.Stopped(VideoStatus.DELETED, null)));
    uploads.forget(id);
    try {
      storage.delete(VideoKeys.video(id));
      return deleted;
    } catch (IOException e) {
      throw new ReelstateException(StorageFailures.of(e), e);
    }
  }

  /** Where the bytes of artifacts can be read, by their keys. */
  public MediaStorage storage() {
    return storage;
  }

  private Video change(VideoId id, Function<Video, Optional<VideoChange>> decision) {
    while (true) {
      Video seen = get(id);
      Optional<VideoChange> change = decision.apply(seen);
      if (change.isEmpty()) {
        return seen;
      }
      Optional<Video> changed = store.videos().change(seen, change.get());
      if (changed.isPresent()) {
        return changed.get();
      }
    }
  }

  private void onCommit(List<VideoEvent> committed) {
    Engine running = engine;
    if (running != null) {
      running.onCommit(committed);
    }
    events.committed(committed);
    settlements.onCommit(committed);
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The platform is closed.");
    }
  }

  private static ReelstateException invalid(String message) {
    return new ReelstateException(Failure.permanent(FailureCode.INVALID_REQUEST, message));
  }

  private static ReelstateException unreadable(String message, @Nullable IOException cause) {
    Failure failure = Failure.permanent(FailureCode.SOURCE_UNREADABLE, message);
    return cause == null
        ? new ReelstateException(failure)
        : new ReelstateException(failure.withDetail(cause.toString()), cause);
  }

  /**
   * Stops claiming, lets running tasks finish for the drain time, hands back the rest (which costs
   * them no attempt), ends the workers, delivers what listeners have not had yet for a few seconds,
   * and closes the store and the storage it was given; a host's {@code DataSource} under the store
   * stays open.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    Engine running = engine;
    if (running != null) {
      running.close();
    }
    workers.close();
    events.closeReaders();
    commits.close();
    events.closeListeners();
    store.close();
    try {
      storage.close();
    } catch (IOException e) {
      LOG.warn("The storage could not be closed", e);
    }
  }
}
