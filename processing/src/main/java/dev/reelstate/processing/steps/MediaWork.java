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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

  Inspection inspect(StepContext context, Duration partLength)
      throws StepException, IOException, InterruptedException {
    Path file = context.original();
    try {
      return workers.inspect(
          file, containerOf(file), partLength, new Monitor(context, Duration.ZERO, Duration.ZERO));
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
    try {
      return workers.render(request, monitor(context, media, spec));
    } catch (StepException e) {
      throw judged(context, e);
    }
  }

  private Monitor monitor(StepContext context, MediaInfo media, RenderSpec spec) {
    RenderSpec.Part part = spec.part();
    return part == null
        ? new Monitor(context, Duration.ZERO, media.duration())
        : new Monitor(context, part.from(), part.until().minus(part.from()));
  }

  private static String containerOf(Path file) throws IOException, StepException {
    try (InputStream in = Files.newInputStream(file)) {
      return ContainerSniffer.sniff(in.readNBytes(ContainerSniffer.HEAD_BYTES))
          .orElseThrow(() -> new StepException(MediaFailures.notAccepted()));
    }
  }

  private StepException judged(StepContext context, StepException e) {
    boolean second = isCrash(e.failure())
        && tasks.list(context.video().id()).stream().anyMatch(MediaWork::crashedBefore);
    if (!second) {
      return e;
    }
    return new StepException(
        Failure.permanent(
                FailureCode.QUARANTINED,
                "Processing this file has broken two worker processes,"
                    + " so it is not processed any further.")
            .withDetail(e.failure().detail()),
        e);
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

  /** Passes the reports of a worker on to the task's context. */
  private final class Monitor implements WorkerPool.Monitor {

    private final StepContext context;
    private final Duration from;
    private final Duration length;

    Monitor(StepContext context, Duration from, Duration length) {
      this.context = context;
      this.from = from;
      this.length = length;
    }

    @Override
    public void position(Duration presented) {
      if (!length.isZero()) {
        context.progress((double) presented.minus(from).toMillis() / length.toMillis());
      }
    }

    @Override
    public void cpu(Duration used) {
      context.addCpu(used);
    }

    @Override
    public void mayGoOn() throws IOException {
      storage.requireRoom(0);
    }
  }
}
