package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.processing.engine.Engine;
import dev.reelstate.processing.engine.OriginalSweep;
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
 * Ingests and processes videos: the one object that an application builds, starts, feeds and
 * closes.
 *
 * <p>Videos can be ingested and read as soon as the platform is built; processing begins with
 * {@link #start()}. Thread-safe. Methods throw {@link ReelstateException} with a code: one of the
 * database family if the store does not answer, and {@code INVALID_REQUEST} if the given video does
 * not exist.
 */
public final class VideoPlatform implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VideoPlatform.class);

  private final VideoStore store;
  private final MediaStorage storage;
  private final PlatformSettings settings;
  private final WantedVideos wanted;
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
    this.wanted = new WantedVideos(store.videos());
    this.ingest = new Ingest(store, storage, wanted, settings.maxUploadBytes());
    this.uploads = new ResumableUploads(store.videos(), storage, ingest, InstantSource.system());
    this.workers = new WorkerPool(settings.worker(), settings.limits());
    this.steps = allSteps(builtIn);
    this.settlements = new Settlements(store.videos());
    this.events = new VideoEvents(store.events(), settings.listeners(), this::requireOpen);
    this.commits = store.events().onCommit(this::onCommit);
  }

  /** Returns a new builder; a store and a storage are required. */
  public static VideoPlatformBuilder builder() {
    return new VideoPlatformBuilder();
  }

  private Map<String, Step> allSteps(BuiltInSteps builtIn) {
    Map<String, Step> all = new HashMap<>(settings.steps());
    builtIn.in(workers, storage, store.tasks()).forEach(step -> all.put(step.name(), step));
    return all;
  }

  /**
   * Starts processing queued videos, including those left over from an earlier run. Does nothing if
   * the platform was already started.
   *
   * @throws ReelstateException SCHEMA_MISMATCH if the store's schema is not usable; the message
   *     says what is missing
   */
  public synchronized void start() {
    requireOpen();
    if (engine == null) {
      store.verify();
      uploads.tidyUp();
      engine = new Engine(
          store, storage, steps, settings.engine(), events::progressed, this::housekeeping);
    }
  }

  /**
   * Ingests a file under its own name in the default project. Returns once the bytes are stored and
   * hashed and the video is queued.
   *
   * @return the video: queued, or rejected if the file is not acceptable
   * @throws ReelstateException SOURCE_UNREADABLE if there is no such file or it cannot be read; a
   *     code of the storage family if it cannot be stored
   */
  public Video ingest(Path file) {
    return ingest(NewVideo.named(String.valueOf(file.getFileName())), file);
  }

  /**
   * Ingests a file. An existing video with the same project and upload key is returned as it is,
   * unless its upload was interrupted.
   *
   * @return the video: queued, or rejected if the file is not acceptable
   * @throws ReelstateException as {@link #ingest(Path)} does
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
   * Ingests a stream of unknown length; see {@link #ingest(NewVideo, InputStream, long)}.
   *
   * @return the video: queued, or rejected if the bytes are not acceptable
   */
  public Video ingest(NewVideo video, InputStream bytes) {
    return ingest(video, bytes, -1);
  }

  /**
   * Ingests a stream on the calling thread, hashing the bytes as they arrive. The stream is not
   * closed.
   *
   * @param size the number of bytes that will arrive, or -1 when unknown; fewer count as an
   *     interrupted upload
   * @return the video: queued, or rejected if the bytes are not acceptable
   * @throws ReelstateException UPLOAD_INTERRUPTED if the stream fails or ends early; a code of the
   *     storage family if the bytes cannot be stored. The video has then failed; ingesting again
   *     under the same upload key restarts its upload.
   */
  public Video ingest(NewVideo video, InputStream bytes, long size) {
    requireOpen();
    return ingest.receive(video, bytes, size);
  }

  /** Uploads that can be resumed after an interruption. */
  public ResumableUploads uploads() {
    return uploads;
  }

  /** Finds a video; empty if there is none with that identity. */
  public Optional<Video> find(VideoId id) {
    return store.videos().find(id);
  }

  /**
   * Returns a video.
   *
   * @throws ReelstateException INVALID_REQUEST if there is none with that identity
   */
  public Video get(VideoId id) {
    return find(id).orElseThrow(() -> invalid("There is no video " + id + "."));
  }

  /**
   * Finds a video with its tasks, artifacts and failures, all read at one moment; empty if there is
   * none with that identity.
   */
  public Optional<VideoDetails> details(VideoId id) {
    return store.videos().details(id);
  }

  /** One page of videos, newest first. */
  public Page<Video> list(VideoQuery query) {
    return store.videos().list(query);
  }

  /** The number of videos in each status; statuses without videos are omitted. */
  public Map<VideoStatus, Long> count(VideoQuery query) {
    return store.videos().count(query);
  }

  /**
   * The readable artifacts of a video: those of its published generation or, while none is
   * published, those made so far.
   */
  public List<Artifact> artifacts(VideoId id) {
    return store.videos().artifacts(id);
  }

  /** The tasks of a video's current generation with their attempts, in the order of the plan. */
  public List<Task> tasks(VideoId id) {
    return store.tasks().list(id);
  }

  private void housekeeping() {
    InstantSource clock = InstantSource.system();
    new AbandonedUploads(store.videos(), settings.uploadTimeout(), clock, this::sweepOriginals)
        .fail();
    new OldGenerations(store, storage, settings.generationGrace(), clock).remove();
  }

  /** Removes what a dead process may have left of an upload that has ended. */
  private void sweepOriginals(VideoId id) {
    try {
      OriginalSweep.sweep(id, storage, store.videos());
    } catch (IOException e) {
      LOG.warn("The unused originals of {} could not be removed", id, e);
    }
  }

  /** The events of the videos: live, durable and as a log. */
  public VideoEvents events() {
    return events;
  }

  /** Checks the health of the platform now. */
  public Health health() {
    Engine running = engine;
    int slots = settings.engine().slots();
    return new HealthCheck(store.videos(), storage)
        .look(
            running == null ? -1 : running.busy(),
            slots,
            running == null ? Optional.empty() : running.fault());
  }

  /**
   * Waits until a video is settled: completed, failed, rejected, cancelled or deleted.
   *
   * @return the settled video
   * @throws ReelstateException TIME_LIMIT if that takes longer than the given time; processing
   *     continues
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public Video await(VideoId id, Duration longest) throws InterruptedException {
    get(id);
    return settlements
        .await(id, longest)
        .orElseThrow(() -> new ReelstateException(Failure.retryable(
            FailureCode.TIME_LIMIT,
            "The video was not settled within " + longest.toSeconds()
                + " s; its processing continues.")));
  }

  /**
   * Cancels a video and stops all work on it, running work within a second. A settled video stays
   * as it is.
   *
   * @return the cancelled video, or the settled one
   */
  public Video cancel(VideoId id) {
    Video cancelled = change(
        id,
        video -> video.status().isSettled()
            ? Optional.empty()
            : Optional.of(new VideoChange.Stopped(VideoStatus.CANCELLED, null)));
    uploads.forget(id);
    sweepOriginals(id);
    return cancelled;
  }

  /**
   * Resumes a failed, rejected or cancelled video where it stopped. Tasks that succeeded are not
   * repeated.
   *
   * @return the queued video
   * @throws ReelstateException INVALID_REQUEST if the video is none of these, or has no file
   *     because its upload failed
   */
  public Video retry(VideoId id) {
    return change(id, video -> {
      boolean stopped = video.status().isSettled() && video.status().canBecome(VideoStatus.QUEUED);
      if (!stopped || video.status() == VideoStatus.COMPLETED || video.original() == null) {
        throw invalid("A video with the status " + video.status().wireName()
            + (video.original() == null ? " and no file" : "") + " cannot be retried.");
      }
      return Optional.of(
          video.generation() == 0
              ? new VideoChange.Queued(BuiltInSteps.start())
              : new VideoChange.Resumed());
    });
  }

  /**
   * Processes a settled video again, as a new generation. The artifacts of the previous generation
   * stay readable until the new one is published as a whole.
   *
   * @return the queued video
   * @throws ReelstateException INVALID_REQUEST if the video is being processed, is deleted or has
   *     no file
   */
  public Video reprocess(VideoId id) {
    return change(id, video -> {
      if (!video.status().canBecome(VideoStatus.QUEUED) || video.original() == null) {
        throw invalid("A video with the status " + video.status().wireName()
            + (video.original() == null ? " and no file" : "") + " cannot be processed again.");
      }
      return Optional.of(new VideoChange.Queued(BuiltInSteps.start()));
    });
  }

  /**
   * Deletes a video permanently: stops its work and removes its files. Its record stays, with the
   * status deleted.
   *
   * @return the deleted video
   * @throws ReelstateException of the storage family if files could not be removed; call again to
   *     retry
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

  /** The storage, from which artifacts can be read by their keys. */
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
    wanted.committed(committed);
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
   * Closes the platform. It stops claiming, waits for running tasks for up to the drain time, hands
   * back the rest (which costs them no attempt), stops the workers, delivers pending events to
   * listeners for up to five seconds each, and closes the store and the storage. A host's
   * {@code DataSource} under the store stays open.
   *
   * <p>It returns within a second after the drain time if steps end when they are interrupted, as
   * the built-in ones do, and the store and the listeners answer. A step that ignores an interrupt
   * delays it by up to the length of a lease.
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
