package dev.reelstate.processing;

import dev.reelstate.ReelstateException;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.processing.backfill.Backfill;
import dev.reelstate.processing.backfill.VideoForecast;
import dev.reelstate.processing.engine.Engine;
import dev.reelstate.processing.engine.StorageFailures;
import dev.reelstate.processing.engine.VideoKeys;
import dev.reelstate.processing.fetch.FrameFetcher;
import dev.reelstate.processing.frames.VideoFrames;
import dev.reelstate.processing.housekeeping.AbandonedUploads;
import dev.reelstate.processing.housekeeping.OldGenerations;
import dev.reelstate.processing.housekeeping.VideoBackfill;
import dev.reelstate.processing.steps.BuiltInSteps;
import dev.reelstate.processing.steps.Forecasts;
import dev.reelstate.processing.steps.MissingRecipes;
import dev.reelstate.processing.steps.Recipes;
import dev.reelstate.processing.telemetry.FlightRecorder;
import dev.reelstate.processing.telemetry.NodeMeter;
import dev.reelstate.processing.telemetry.Telemetries;
import dev.reelstate.processing.telemetry.UploadTelemetry;
import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.EvaluationCatalog;
import dev.reelstate.spi.EventLog.Registration;
import dev.reelstate.spi.GroundTruthCatalog;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Task;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
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
 * not exist or the platform is closed. A null argument is a {@link NullPointerException} with the
 * parameter's name. The same holds for {@link #uploads()} and {@link #events()}.
 */
public final class VideoPlatform implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VideoPlatform.class);

  /** The shortest time between two measurements of the node. */
  private static final Duration MEASURING = Duration.ofSeconds(5);

  /** How many callers may have frames decoded at once. */
  private static final int FETCHES = 2;

  private final Lifecycle lifecycle = new Lifecycle();
  private final VideoStore store;
  private final MediaStorage storage;
  private final PlatformSettings settings;
  private final Recipes recipes;
  private final MissingRecipes missing = new MissingRecipes();
  private final WantedVideos wanted;
  private final Ingest ingest;
  private final Staging staging;
  private final GivenFiles given;
  private final ResumableUploads uploads;
  private final WorkerPool workers;
  private final Map<String, Step> steps;
  private final VideoEvents events;
  private final Operations operations;
  private final Settlements settlements;
  private final Registration commits;
  private final Telemetry telemetry;
  private final UploadTelemetry uploadTelemetry;
  private final Semaphore fetching = new Semaphore(FETCHES, true);
  private @Nullable NodeMeter meter;
  private volatile @Nullable Engine engine;

  VideoPlatform(VideoStore store, MediaStorage storage, PlatformSettings settings) {
    this.recipes = settings.recipes();
    this.store = store;
    this.storage = storage;
    this.settings = settings;
    this.telemetry = telemetryOf(settings);
    this.uploadTelemetry = new UploadTelemetry(telemetry, store.videos(), InstantSource.system());
    this.wanted = new WantedVideos(store.videos());
    this.ingest =
        new Ingest(store, storage, recipes, wanted, uploadTelemetry, settings.maxUploadBytes());
    this.staging = new Staging(
        store, storage, ingest, recipes, settings.uploadTimeout(), InstantSource.system());
    this.given = new GivenFiles(store.videos(), storage, lifecycle);
    this.uploads =
        new ResumableUploads(store.videos(), storage, ingest, InstantSource.system(), lifecycle);
    this.workers = new WorkerPool(settings.worker(), settings.limits(), telemetry);
    this.steps = allSteps(new BuiltInSteps(recipes, missing));
    this.settlements = new Settlements(store.videos());
    this.events = new VideoEvents(store.events(), settings.listeners(), lifecycle);
    this.operations = new Operations(
        lifecycle,
        store,
        this::retry,
        this::delete,
        workers,
        new Diagnosis(store, settings, this::health),
        new RetentionSweep(store, storage, settings.retention(), InstantSource.system()));
    this.commits = store.events().onCommit(this::onCommit);
  }

  /** Returns a new builder; a store and a storage are required. */
  public static VideoPlatformBuilder builder() {
    return new VideoPlatformBuilder();
  }

  private static Telemetry telemetryOf(PlatformSettings settings) {
    List<Telemetry> all = new ArrayList<>(List.of(new FlightRecorder()));
    all.addAll(settings.telemetry());
    return new Telemetries(all);
  }

  private Map<String, Step> allSteps(BuiltInSteps builtIn) {
    Map<String, Step> all = new HashMap<>(settings.steps());
    builtIn
        .in(workers, storage, store, settings.detectors())
        .forEach(step -> all.put(step.name(), step));
    return all;
  }

  /**
   * Starts processing queued videos, including those left over from an earlier run. Does nothing if
   * the platform was already started.
   *
   * @throws ReelstateException SCHEMA_MISMATCH if the store's schema is not usable; the message
   *     says what is missing. NATIVES_MISSING, WORKER_START or NO_TEMPORARY_FOLDER if no worker can
   *     be started and the recipe has outputs; a platform without outputs starts, and runs only the
   *     host's steps until workers can be started.
   */
  public synchronized void start() {
    lifecycle.requireOpen();
    if (engine == null) {
      store.verify();
      if (recipes.makeOutputs()) {
        workers.require();
      }
      uploads.tidyUp();
      engine = new Engine(
          store,
          storage,
          steps,
          settings.engine(),
          events::progressed,
          this::housekeeping,
          telemetry);
      if (!settings.telemetry().isEmpty()) {
        meter = new NodeMeter(states(), telemetry, MEASURING);
      }
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
    requireFile(file);
    return ingest(NewVideo.named(file.getFileName().toString()), file);
  }

  /**
   * Ingests a file. An existing video with the same project and upload key is returned as it is,
   * unless its upload was interrupted.
   *
   * @return the video: queued, or rejected if the file is not acceptable
   * @throws ReelstateException as {@link #ingest(Path)} does
   */
  public Video ingest(NewVideo video, Path file) {
    lifecycle.require(video, "video");
    lifecycle.requireOpen();
    return reading(file, (bytes, size) -> ingest(video, bytes, size));
  }

  private <T> T reading(Path file, BiFunction<InputStream, Long, T> work) {
    requireFile(file);
    try (InputStream bytes = Files.newInputStream(file)) {
      return work.apply(bytes, Files.size(file));
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
    lifecycle.require(video, "video");
    lifecycle.require(bytes, "bytes");
    lifecycle.requireOpen();
    return ingest.receive(video, bytes, size);
  }

  /**
   * Ingests an object that is already in the storage, such as one that the host's own upload has
   * put there. It is read once, to check and hash it, and then belongs to the video: it is moved to
   * a key of the video's, which costs nothing where the storage can rename. A call that was
   * interrupted can be repeated under the same upload key.
   *
   * @param key the object's key, which must not begin with {@code videos/} or {@code staged/}
   * @return the video: queued, or rejected if the object is not acceptable, which then stays where
   *     it is
   * @throws ReelstateException SOURCE_UNREADABLE if there is no such object; INVALID_REQUEST if the
   *     key is one of Reelstate's; a code of the storage family if it cannot be read or moved
   */
  public Video ingestStored(NewVideo video, String key) {
    lifecycle.require(video, "video");
    lifecycle.require(key, "key");
    lifecycle.requireOpen();
    return new StoredIngest(storage, ingest).receive(video, key);
  }

  /**
   * Checks, hashes and stores a file for a video that {@link #queueIn} records later, in a
   * transaction of the host's. Nothing is recorded until then. A staged file that is not on record
   * after the {@linkplain VideoPlatformBuilder#uploadTimeout upload timeout} and one more hour is
   * removed.
   *
   * @throws ReelstateException as {@link #ingest(Path)} does; a code of the input family if the
   *     file is not acceptable
   */
  public Staged stage(NewVideo video, Path file) {
    lifecycle.require(video, "video");
    lifecycle.requireOpen();
    return reading(file, (bytes, size) -> stage(video, bytes, size));
  }

  /**
   * Stages a stream on the calling thread; see {@link #stage(NewVideo, Path)}. The stream is not
   * closed.
   *
   * @param size the number of bytes that will arrive, or -1 when unknown
   */
  public Staged stage(NewVideo video, InputStream bytes, long size) {
    lifecycle.require(video, "video");
    lifecycle.require(bytes, "bytes");
    lifecycle.requireOpen();
    return staging.stage(video, bytes, size);
  }

  /**
   * Records and queues a staged file as part of a transaction of the host's: the video exists if
   * and only if the host commits. Commits and rolls back nothing itself. Nodes find the video when
   * they next poll.
   *
   * @param connection a connection to the store's database, with auto-commit off
   * @return the identity of the video, or that of the one that already has the same project and
   *     upload key, in which case the staged file is not used
   * @throws ReelstateException INVALID_REQUEST if the file has been staged for longer than the
   *     upload timeout; a code of the database family if the database refuses
   * @throws UnsupportedOperationException if the store has no such transactions
   */
  public VideoId queueIn(Connection connection, Staged staged) {
    lifecycle.require(connection, "connection");
    lifecycle.require(staged, "staged");
    lifecycle.requireOpen();
    return staging.queueIn(connection, staged);
  }

  /** Uploads that can be resumed after an interruption. */
  public ResumableUploads uploads() {
    return uploads;
  }

  /** Finds a video; empty if there is none with that identity. */
  public Optional<Video> find(VideoId id) {
    lifecycle.require(id, "id");
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
    lifecycle.require(id, "id");
    return store.videos().details(id);
  }

  /** One page of videos, newest first. */
  public Page<Video> list(VideoQuery query) {
    lifecycle.require(query, "query");
    return store.videos().list(query);
  }

  /** The number of videos in each status; statuses without videos are omitted. */
  public Map<VideoStatus, Long> count(VideoQuery query) {
    lifecycle.require(query, "query");
    return store.videos().count(query);
  }

  /**
   * The readable artifacts of a video: those of its published generation or, while none is
   * published, those made so far.
   */
  public List<Artifact> artifacts(VideoId id) {
    lifecycle.require(id, "id");
    return store.videos().artifacts(id);
  }

  /** The tasks of a video's current generation with their attempts, in the order of the plan. */
  public List<Task> tasks(VideoId id) {
    lifecycle.require(id, "id");
    return store.tasks().list(id);
  }

  private NodeStates states() {
    return new NodeStates(settings.engine().node(), this::health, store.tasks(), storage, events);
  }

  void housekeeping() {
    InstantSource clock = InstantSource.system();
    new AbandonedUploads(store.videos(), settings.uploadTimeout(), clock, this::forgetUpload)
        .fail();
    staging.sweep();
    new OldGenerations(store, storage, settings.generationGrace(), clock).remove();
    operations.retire(false);
    uploads.tidyUp();
  }

  /** Posters and captions that the host gives its videos. */
  public GivenFiles given() {
    return given;
  }

  /**
   * Edits what belongs to a video: its title, labels, metadata, priority and the time of its
   * poster. What the edit does not name stays as it is, also if others edit the video at the same
   * time.
   *
   * @return the video after the edit
   */
  public Video edit(VideoId id, VideoEdit edit) {
    lifecycle.require(edit, "edit");
    while (true) {
      Optional<Video> edited = store.videos().edit(get(id), edit);
      if (edited.isPresent()) {
        return edited.get();
      }
    }
  }

  /**
   * Edits a video if nobody else has edited it since it was read: a compare-and-set on
   * {@link Video#edits()}.
   *
   * @return the video after the edit, or empty if somebody else edited it first
   */
  public Optional<Video> edit(Video seen, VideoEdit edit) {
    lifecycle.require(seen, "seen");
    lifecycle.require(edit, "edit");
    return store.videos().edit(seen, edit);
  }

  /** The events of the videos: live, durable and as a log. */
  public VideoEvents events() {
    return events;
  }

  /** What operators need: nodes and tasks over all videos, many videos at once, diagnoses. */
  public Operations operations() {
    return operations;
  }

  /** Checks the health of the platform now. */
  public Health health() {
    lifecycle.requireReadable();
    Engine running = engine;
    int slots = settings.engine().slots();
    return new HealthCheck(store.videos(), storage, missing)
        .look(
            running == null ? -1 : running.busy(),
            slots,
            running == null ? Optional.empty() : running.fault(),
            running == null ? Optional.empty() : running.workerFault())
        .with(new NeglectedWork(store, running).look());
  }

  /**
   * Waits until a video is settled: completed, failed, rejected, cancelled or deleted. A platform
   * that was not started waits too, since another one on the same store may process the video.
   *
   * @return the settled video
   * @throws ReelstateException TIME_LIMIT if that takes longer than the given time; processing
   *     continues
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public Video await(VideoId id, Duration longest) throws InterruptedException {
    get(id);
    Objects.requireNonNull(longest, "longest");
    return settlements
        .await(id, longest)
        .orElseThrow(() -> new ReelstateException(Failure.retryable(
            FailureCode.TIME_LIMIT,
            "The video was not settled within " + longest.toSeconds() + " s; "
                + (engine == null
                    ? "this platform was not started, so only another one can process it."
                    : "its processing continues."))));
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
    forgetUpload(id);
    return cancelled;
  }

  /** Removes what there is of an upload that has ended. */
  private void forgetUpload(VideoId id) {
    uploads.forget(id);
    ingest.sweep(id);
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
    lifecycle.require(id, "id");
    uploadTelemetry.keepTrace(id);
    return change(id, video -> {
      boolean stopped = video.status().isSettled() && video.status().canBecome(VideoStatus.QUEUED);
      if (!stopped || video.status() == VideoStatus.COMPLETED || video.original() == null) {
        throw invalid("A video with the status " + video.status().wireName()
            + (video.original() == null ? " and no file" : "") + " cannot be retried.");
      }
      return Optional.of(
          video.generation() == 0 ? queued(recipes.begin(video)) : new VideoChange.Resumed());
    });
  }

  /**
   * Processes a settled video again, as a new generation, with the recipe that it was last
   * processed with, as this platform knows it. The artifacts of the previous generation stay
   * readable until the new one is published as a whole.
   *
   * @return the queued video
   * @throws ReelstateException INVALID_REQUEST if the video is being processed, is deleted or has
   *     no file, or its recipe is unknown here
   */
  public Video reprocess(VideoId id) {
    return reprocess(id, recipes::begin);
  }

  /**
   * Processes a settled video again with another recipe, which it keeps; see
   * {@link #reprocess(VideoId)}.
   *
   * @param recipe the name of the recipe
   * @return the queued video
   * @throws ReelstateException INVALID_REQUEST as {@link #reprocess(VideoId)} says, or if there is
   *     no such recipe
   */
  public Video reprocess(VideoId id, String recipe) {
    lifecycle.require(recipe, "recipe");
    return reprocess(id, video -> recipes.begin(recipe, video.project()));
  }

  private Video reprocess(VideoId id, Function<Video, Recipes.Beginning> beginning) {
    lifecycle.require(id, "id");
    uploadTelemetry.keepTrace(id);
    return change(id, video -> {
      if (!video.status().canBecome(VideoStatus.QUEUED) || video.original() == null) {
        throw invalid("A video with the status " + video.status().wireName()
            + (video.original() == null ? " and no file" : "") + " cannot be processed again.");
      }
      return Optional.of(queued(beginning.apply(video)));
    });
  }

  /**
   * Brings the videos of a query up to a recipe, as {@link #reprocess(VideoId, String)} does for
   * one of them, and leaves those alone that have everything already. Nothing happens before
   * {@link Backfill#preview()} or {@link Backfill#run()} is called.
   *
   * @param recipe the name of the recipe
   * @throws ReelstateException INVALID_REQUEST if there is no such recipe; as
   *     {@link Operations#checkWorkers()} does if no worker answers
   * @throws InterruptedException if the calling thread is interrupted
   */
  public Backfill backfill(VideoQuery query, String recipe) throws InterruptedException {
    lifecycle.require(query, "query");
    lifecycle.require(recipe, "recipe");
    lifecycle.requireOpen();
    Forecasts forecasts = new Forecasts(
        recipes.begin(recipe, String.valueOf(query.project())), workers, storage, store.videos());
    return new VideoBackfill(query, new VideoBackfill.Videos() {
      @Override
      public Page<Video> list(VideoQuery page) {
        return store.videos().list(page);
      }

      @Override
      public Optional<Video> find(VideoId id) {
        return store.videos().find(id);
      }

      @Override
      public VideoForecast forecast(Video video) {
        return forecasts.of(video);
      }

      @Override
      public Video reprocess(VideoId id) {
        return VideoPlatform.this.reprocess(id, recipe);
      }
    });
  }

  private static VideoChange queued(Recipes.Beginning beginning) {
    return new VideoChange.Queued(beginning.plan(), beginning.recipe());
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

  /**
   * The frames of a video as pictures, decoded on demand from its original: the same pictures,
   * under the same numbers, as OpenCV and the {@code ffmpeg} program read from it.
   *
   * @param id of a video that was processed with a recipe that makes a frame map
   * @return the frames of the generation that is readable now
   * @throws ReelstateException INVALID_REQUEST if there is no such video, or it has no frame map;
   *     OBJECT_MISSING if its original is gone; a code of the storage family if the map cannot be
   *     read
   */
  public VideoFrames frames(VideoId id) {
    Video video = get(id);
    lifecycle.requireOpen();
    MediaInfo media = video.media();
    Artifact map = artifacts(id).stream()
        .filter(artifact -> artifact.kind().equals(Artifact.FRAME_MAP))
        .findFirst()
        .orElseThrow(() -> invalid("The video has no frame map; process it with a recipe that has"
            + " the output FRAME_MAP."));
    if (video.original() == null || media == null) {
      throw new ReelstateException(Failure.permanent(
          FailureCode.OBJECT_MISSING, "The original of the video has been removed."));
    }
    return FrameFetcher.open(new FrameFetcher.Source(
        workers,
        storage,
        fetching,
        lifecycle::requireOpen,
        video.original().key(),
        map.key(),
        media));
  }

  /** The ground truth of the videos. */
  public GroundTruthCatalog groundTruth() {
    return store.groundTruth();
  }

  /** The evaluation runs that are kept. */
  public EvaluationCatalog evaluations() {
    return store.evaluations();
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

  private void requireFile(Path file) {
    lifecycle.require(file, "file");
    String name = String.valueOf(file.getFileName());
    if (file.toString().isEmpty()) {
      throw unreadable("The path of the file is empty; name a file.", null);
    }
    if (Files.isDirectory(file)) {
      throw unreadable("\"" + name + "\" is a folder; name a file in it.", null);
    }
    if (!Files.exists(file)) {
      throw unreadable("There is no file \"" + name + "\"; check its name and folder.", null);
    }
    if (!Files.isRegularFile(file)) {
      throw unreadable("\"" + name + "\" is not a regular file; copy its content to one.", null);
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
   * the built-in ones do, and the store and the listeners answer. A step that ignores its interrupt
   * is left to itself after one second: its task is handed back, and its thread, a daemon, does not
   * keep the process alive.
   */
  @Override
  public void close() {
    if (!lifecycle.beginClosing()) {
      return;
    }
    closeMeter();
    Engine running = engine;
    if (running != null) {
      running.close();
    }
    workers.close();
    events.closeReaders();
    commits.close();
    events.closeListeners();
    lifecycle.endClosing();
    store.close();
    try {
      storage.close();
    } catch (IOException e) {
      LOG.warn("The storage could not be closed", e);
    }
  }

  private synchronized void closeMeter() {
    if (meter != null) {
      meter.close();
    }
  }
}
