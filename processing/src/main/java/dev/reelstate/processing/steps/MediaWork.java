package dev.reelstate.processing.steps;

import dev.reelstate.processing.media.Adoption;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.JoinedPart;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.PresentNatives;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Part;
import dev.reelstate.processing.media.container.ContainerSniffer;
import dev.reelstate.processing.media.trial.TrialRequest;
import dev.reelstate.processing.media.trial.TrialResult;
import dev.reelstate.processing.reuse.Adopted;
import dev.reelstate.processing.reuse.EarlierRun;
import dev.reelstate.processing.reuse.Inventory;
import dev.reelstate.processing.reuse.Reuse;
import dev.reelstate.processing.reuse.Stocktaking;
import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.MediaStorage.LocalFile;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.spi.VideoCatalog;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Task;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.Original;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs media operations for tasks: determines which demuxer a file may reach, and quarantines a
 * file that has crashed two workers.
 */
final class MediaWork {

  /**
   * Exit codes of a process that ended by SIGILL, SIGABRT, SIGBUS, SIGFPE or SIGSEGV, and so
   * crashed by itself.
   */
  private static final Set<String> CRASHES = Set.of("132", "134", "135", "136", "139");

  /** How far a task has got when the inspection is done and a trial follows. */
  private static final double INSPECTION = 0.1;

  private final WorkerPool workers;
  private final MediaStorage storage;
  private final TaskQueue tasks;
  private final VideoCatalog videos;
  private volatile @Nullable PresentNatives natives;

  MediaWork(WorkerPool workers, MediaStorage storage, TaskQueue tasks, VideoCatalog videos) {
    this.workers = workers;
    this.storage = storage;
    this.tasks = tasks;
    this.videos = videos;
  }

  MediaStorage storage() {
    return storage;
  }

  /** What the workers of this node have; the same for as long as the node runs. */
  private PresentNatives natives() throws StepException, IOException, InterruptedException {
    PresentNatives known = natives;
    if (known == null) {
      known = workers.describe();
      natives = known;
    }
    return known;
  }

  /** The runs that a task may adopt from. */
  List<EarlierRun> earlierRuns(StepContext context) throws IOException {
    int generation = context.claim().task().generation();
    return EarlierRun.of(context.video(), generation, videos, storage);
  }

  /**
   * What a task has to make of a video.
   *
   * @param spec the outputs of the whole film
   * @param parts the parts in which rungs are encoded
   */
  Reuse.Request request(StepContext context, MediaInfo media, RenderSpec spec, List<Part> parts)
      throws StepException, IOException, InterruptedException {
    Original original =
        Objects.requireNonNull(context.video().original(), "rendered without an original");
    return new Reuse.Request(original, media, spec, parts, natives());
  }

  /** Chooses what a task adopts from earlier runs, whose files it reads for it. */
  Reuse reuse(StepContext context, RenderSpec spec, List<Part> parts)
      throws StepException, IOException, InterruptedException {
    MediaInfo media =
        Objects.requireNonNull(context.video().media(), "rendered before it was inspected");
    Reuse.Request request = request(context, media, spec, parts);
    return Reuse.verified(request, earlierRuns(context), storage);
  }

  /** What keeps this node from running workers, found out by starting one. */
  Optional<Failure> workerFault() {
    return workers.fault();
  }

  /**
   * Inspects a video's original.
   *
   * @param trial whether something may be tried on it afterwards, in the same task
   */
  Inspection inspect(StepContext context, Duration partLength, boolean trial)
      throws StepException, IOException, InterruptedException {
    Path file = context.original();
    WorkMonitor monitor =
        monitor(context, Duration.ZERO, Files.size(file)).within(0, trial ? INSPECTION : 1);
    try {
      return workers.inspect(file, containerOf(file), partLength, monitor);
    } catch (StepException e) {
      throw judged(context, e);
    }
  }

  /**
   * Tries what rungs would cost and show.
   *
   * @param trial what is tried, whatever file it names
   */
  TrialResult tryOut(StepContext context, TrialRequest trial)
      throws StepException, IOException, InterruptedException {
    Path file = context.original();
    WorkMonitor monitor =
        monitor(context, Duration.ZERO, trial.media().duration().toMillis()).within(INSPECTION, 1);
    try {
      return workers.tryOut(file, containerOf(file), trial, monitor);
    } catch (StepException e) {
      throw judged(context, e);
    }
  }

  /**
   * Makes one pass over a video's original.
   *
   * @param parts the parts in which rungs were encoded before; empty if this pass encodes them
   */
  RenderResult render(StepContext context, RenderSpec spec, List<JoinedPart> parts)
      throws StepException, IOException, InterruptedException {
    return render(context, spec, parts, Adoption.NONE);
  }

  /**
   * All outputs of a video.
   *
   * @param reuse what was adopted in the end
   * @param result the outputs, adopted ones included
   */
  record Made(Reuse reuse, RenderResult result) {

    /** What later runs of the video are told. */
    Inventory inventory(StepContext context) throws IOException {
      return Stocktaking.of(reuse, result, context.outputFolder());
    }
  }

  /** Makes one pass, and completes it by what is adopted. */
  Made make(StepContext context, Reuse reuse, RenderSpec spec, List<JoinedPart> parts)
      throws StepException, IOException, InterruptedException {
    List<LocalFile> pictures = new ArrayList<>();
    try {
      for (String key : reuse.pictures()) {
        pictures.add(storage.local(key));
      }
      List<Path> files = pictures.stream().map(LocalFile::path).toList();
      RenderResult made = render(context, spec, parts, reuse.adoption(files));
      Reuse adopted = reuse.after(made);
      return new Made(adopted, new Adopted(adopted, storage).with(made, context.outputFolder()));
    } finally {
      pictures.forEach(LocalFile::close);
    }
  }

  private RenderResult render(
      StepContext context, RenderSpec spec, List<JoinedPart> parts, Adoption adoption)
      throws StepException, IOException, InterruptedException {
    Path file = context.original();
    MediaInfo media =
        Objects.requireNonNull(context.video().media(), "rendered before it was inspected");
    PassRequest request = new PassRequest(
        file, containerOf(file), media, spec, parts, adoption, context.outputFolder());
    RenderSpec.Part part = spec.part();
    Duration from = part == null ? Duration.ZERO : part.from();
    Duration length = part == null ? media.duration() : part.until().minus(part.from());
    context.covers(length);
    WorkMonitor monitor = monitor(context, from, length.toMillis());
    try {
      return workers.render(request, monitor);
    } catch (StepException e) {
      throw judged(context, e);
    }
  }

  private WorkMonitor monitor(StepContext context, Duration from, long whole) {
    return new WorkMonitor(context, storage, ranOutOfMemory(context), from, whole);
  }

  private static String containerOf(Path file) throws IOException, StepException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return ContainerSniffer.sniff(channel)
          .orElseThrow(() -> new StepException(MediaFailures.notAccepted()));
    }
  }

  private StepException judged(StepContext context, StepException e) {
    Failure failure = e.failure();
    if (failure.code().equals(FailureCode.MEMORY_LIMIT) && ranOutOfMemory(context)) {
      return refused(
          e,
          FailureCode.TOO_MUCH_MEMORY,
          "Processing this file needs more memory than a worker is allowed, even on its own. Upload"
              + " it in a smaller size, or allow workers more memory.");
    }
    if (isCrash(failure)
        && tasks.list(context.video().id()).stream().anyMatch(MediaWork::crashedBefore)) {
      return refused(
          e,
          FailureCode.QUARANTINED,
          "Processing this file has broken two worker processes,"
              + " so it is not processed any further.");
    }
    return e;
  }

  private static StepException refused(StepException e, FailureCode code, String message) {
    return new StepException(
        Failure.permanent(code, message).withDetail(e.failure().detail()), e);
  }

  /** Whether an earlier attempt at a task ran out of memory: this one then runs alone. */
  private boolean ranOutOfMemory(StepContext context) {
    return context.claim().failures() > 0
        && tasks.list(context.video().id()).stream()
            .filter(task -> task.id().equals(context.claim().task()))
            .flatMap(task -> task.attempts().stream())
            .map(Task.Attempt::failure)
            .anyMatch(
                failure -> failure != null && failure.code().equals(FailureCode.MEMORY_LIMIT));
  }

  private static boolean crashedBefore(Task task) {
    return task.attempts().stream()
        .map(Task.Attempt::failure)
        .anyMatch(failure -> failure != null && isCrash(failure));
  }

  private static boolean isCrash(Failure failure) {
    return failure.code().equals(FailureCode.WORKER_UNTRUSTED)
        || (failure.code().equals(FailureCode.WORKER_CRASHED)
            && CRASHES.contains(failure.facts().getOrDefault("exitCode", "")));
  }
}
