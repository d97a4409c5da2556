package dev.reelstate.processing.engine;

import dev.reelstate.ReelstateException;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.MediaStorage.LocalFile;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Task;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One claimed task while it runs: the context of its step, its progress, and whether it was told to
 * stop.
 */
final class RunningTask implements StepContext, AutoCloseable {

  /** Why a task is told to stop. */
  enum StopReason {
    LEASE_LOST,
    STALLED,
    TIME_LIMIT,
    CLOSING
  }

  private final Claim claim;
  private final Step step;
  private final VideoStore store;
  private final MediaStorage storage;
  private final Map<String, LocalFile> files = new HashMap<>();
  private volatile double fraction;
  private volatile long startedAt;
  private volatile long progressedAt;
  private volatile boolean begun;
  private volatile Duration covered = Duration.ZERO;
  private Duration cpu = Duration.ZERO;
  private Duration cpuAtProgress = Duration.ZERO;
  private volatile @Nullable Video video;
  private volatile @Nullable ReelstateException storeFailed;
  private @Nullable List<String> keys;
  private @Nullable Path folder;
  private @Nullable StopReason stopReason;
  private @Nullable Thread thread;
  private long stoppedAt;
  private boolean inStep;
  private boolean settled;

  RunningTask(Claim claim, Step step, VideoStore store, MediaStorage storage) {
    this.claim = claim;
    this.step = step;
    this.store = store;
    this.storage = storage;
  }

  @Override
  public Claim claim() {
    return claim;
  }

  VideoId videoId() {
    return claim.task().videoId();
  }

  /** The video as of the first call; steps that never call this cost no query. */
  @Override
  public synchronized Video video() {
    Video loaded = video;
    if (loaded == null) {
      loaded = read(() -> store.videos().find(videoId()).orElseThrow());
      video = loaded;
    }
    return loaded;
  }

  private <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ReelstateException e) {
      storeFailed = e;
      throw e;
    }
  }

  /**
   * Whether the task failed because the store could not be reached, which is temporary and not the
   * step's fault.
   */
  boolean wasFailedByStore(Exception e) {
    return e.equals(storeFailed)
        && e instanceof ReelstateException ours
        && ours.failure().code().equals(FailureCode.DATABASE_UNAVAILABLE);
  }

  /** The facts of the original, if the step has loaded the video and the video was inspected. */
  @Nullable
  MediaInfo knownMedia() {
    Video loaded = video;
    return loaded == null ? null : loaded.media();
  }

  Step step() {
    return step;
  }

  /** How the earlier attempts of this task failed. */
  List<Failure> earlierFailures() {
    if (claim.failures() == 0) {
      return List.of();
    }
    return store.tasks().list(videoId()).stream()
        .filter(other -> other.id().equals(claim.task()))
        .flatMap(other -> other.attempts().stream())
        .map(Task.Attempt::failure)
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public List<Artifact> artifacts() {
    return read(() -> store.videos().artifacts(videoId(), claim.task().generation()));
  }

  @Override
  public Path original() throws IOException {
    Original original = video().original();
    if (original == null) {
      throw new NoSuchFileException("original of " + videoId());
    }
    return local(original.key());
  }

  @Override
  public Path file(Artifact artifact) throws IOException {
    return local(artifact.key());
  }

  @Override
  public Path intermediate(String step, int part, String path) throws IOException {
    int generation = claim.task().generation();
    String attempts = VideoKeys.attempts(videoId(), generation, step, part);
    String marker = "/" + VideoKeys.WHOLE;
    long token = keys(generation).stream()
        .filter(key -> key.startsWith(attempts) && key.endsWith(marker))
        .map(key -> key.substring(attempts.length(), key.length() - marker.length()))
        .mapToLong(Long::parseLong)
        .max()
        .orElseThrow(() -> new NoSuchFileException(attempts));
    return local(attempts + token + "/" + path);
  }

  /**
   * All keys of the generation in the storage. Listed once, since everything that this task waited
   * for is already there.
   */
  private synchronized List<String> keys(int generation) throws IOException {
    List<String> known = keys;
    if (known == null) {
      known = storage.list(VideoKeys.generation(videoId(), generation));
      keys = known;
    }
    return known;
  }

  private synchronized Path local(String key) throws IOException {
    requireUnsettled();
    LocalFile file = files.get(key);
    if (file == null) {
      file = storage.local(key);
      files.put(key, file);
    }
    return file.path();
  }

  @Override
  public synchronized Path outputFolder() throws IOException {
    requireUnsettled();
    if (folder == null) {
      folder = Files.createTempDirectory(storage.workFolder(), "task");
    }
    return folder;
  }

  /** The output folder, if the step asked for one. */
  synchronized @Nullable Path usedFolder() {
    return folder;
  }

  @Override
  public void progress(double newFraction) {
    video(); // its media facts say how much of the whole this is
    double bounded = Math.max(0, Math.min(1, newFraction));
    if (bounded > fraction) {
      fraction = bounded;
      progressedAt = System.nanoTime();
      progressedNow();
    }
  }

  private synchronized void progressedNow() {
    cpuAtProgress = cpu;
  }

  double fraction() {
    return fraction;
  }

  /** Zero while the task waits for a thread. */
  Duration sinceStart() {
    return begun ? Duration.ofNanos(System.nanoTime() - startedAt) : Duration.ZERO;
  }

  /** Zero while the task waits for a thread. */
  Duration sinceProgress() {
    return begun ? Duration.ofNanos(System.nanoTime() - progressedAt) : Duration.ZERO;
  }

  @Override
  public synchronized void addCpu(Duration used) {
    cpu = cpu.plus(used);
  }

  synchronized Duration cpu() {
    return cpu;
  }

  @Override
  public void covers(Duration presented) {
    covered = presented;
  }

  /** How much of the film the step works on; zero if unknown. */
  Duration covered() {
    return covered;
  }

  /** Processor time that was reported since the last progress. */
  synchronized Duration cpuSinceProgress() {
    return cpu.minus(cpuAtProgress);
  }

  /** Binds the task to the current thread. An earlier stop takes effect now. */
  synchronized void begin() {
    startedAt = System.nanoTime();
    progressedAt = startedAt;
    begun = true;
    thread = Thread.currentThread();
    if (stopReason != null) {
      thread.interrupt();
    }
  }

  /** Unbinds the task from its thread, which a later stop no longer interrupts. */
  synchronized void end() {
    thread = null;
  }

  /** Runs the step on the current thread. */
  StepResult work() throws Exception {
    synchronized (this) {
      inStep = true;
    }
    try {
      return step.run(this);
    } finally {
      synchronized (this) {
        inStep = false;
      }
    }
  }

  /** Whether the step still runs although it was told to stop longer ago than that. */
  synchronized boolean ignoresStop(Duration grace) {
    return inStep && stopReason != null && System.nanoTime() - stoppedAt > grace.toNanos();
  }

  /** Where the thread of the task is at the moment. */
  synchronized StackTraceElement[] stack() {
    return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
  }

  /** Claims the right to say how the task ended; true for the first caller. */
  synchronized boolean settle() {
    boolean first = !settled;
    settled = true;
    return first;
  }

  /** Whether it is settled how the task ended, although the store may not know yet. */
  synchronized boolean isSettled() {
    return settled;
  }

  private synchronized void requireUnsettled() throws IOException {
    if (settled) {
      throw new IOException("The task has ended; its step was told to stop.");
    }
  }

  /** Tells the task to stop; the first reason counts. */
  synchronized void stop(StopReason reason) {
    if (stopReason == null) {
      stopReason = reason;
      stoppedAt = System.nanoTime();
    }
    if (thread != null) {
      thread.interrupt();
    }
  }

  synchronized @Nullable StopReason stopReason() {
    return stopReason;
  }

  /** The storage prefix for the outputs of this claim; no other claim ever writes there. */
  String prefix() {
    return VideoKeys.taskPrefix(claim);
  }

  @Override
  public void close() {
    List<LocalFile> open;
    synchronized (this) {
      open = new ArrayList<>(files.values());
      files.clear();
    }
    open.forEach(LocalFile::close);
  }
}
