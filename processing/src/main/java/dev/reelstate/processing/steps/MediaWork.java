package dev.reelstate.processing.steps;

import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.JoinedPart;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.container.ContainerSniffer;
import dev.reelstate.processing.worker.WorkerPool;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.TaskQueue;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Task;
import dev.reelstate.video.MediaInfo;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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

  private final WorkerPool workers;
  private final MediaStorage storage;
  private final TaskQueue tasks;

  MediaWork(WorkerPool workers, MediaStorage storage, TaskQueue tasks) {
    this.workers = workers;
    this.storage = storage;
    this.tasks = tasks;
  }

  /** What keeps this node from running workers, found out by starting one. */
  Optional<Failure> workerFault() {
    return workers.fault();
  }

  Inspection inspect(StepContext context, Duration partLength)
      throws StepException, IOException, InterruptedException {
    Path file = context.original();
    WorkMonitor monitor = monitor(context, Duration.ZERO, Files.size(file));
    try {
      return workers.inspect(file, containerOf(file), partLength, monitor);
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
    Path file = context.original();
    MediaInfo media =
        Objects.requireNonNull(context.video().media(), "rendered before it was inspected");
    PassRequest request =
        new PassRequest(file, containerOf(file), media, spec, parts, context.outputFolder());
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
