package dev.reelstate.processing.worker;

import dev.reelstate.ReelstateException;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.processing.frames.FrameForm;
import dev.reelstate.processing.frames.SampledPictures;
import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.PresentNatives;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.trial.TrialRequest;
import dev.reelstate.processing.media.trial.TrialResult;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.worker.RenderedFolder.UntrustedException;
import dev.reelstate.processing.worker.WorkerMessage.Describe;
import dev.reelstate.processing.worker.WorkerMessage.Described;
import dev.reelstate.processing.worker.WorkerMessage.Detect;
import dev.reelstate.processing.worker.WorkerMessage.Detected;
import dev.reelstate.processing.worker.WorkerMessage.Failed;
import dev.reelstate.processing.worker.WorkerMessage.Fetch;
import dev.reelstate.processing.worker.WorkerMessage.Fetched;
import dev.reelstate.processing.worker.WorkerMessage.Inspect;
import dev.reelstate.processing.worker.WorkerMessage.Inspected;
import dev.reelstate.processing.worker.WorkerMessage.Render;
import dev.reelstate.processing.worker.WorkerMessage.Rendered;
import dev.reelstate.processing.worker.WorkerMessage.Reply;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import dev.reelstate.processing.worker.WorkerMessage.Tried;
import dev.reelstate.processing.worker.WorkerMessage.Try;
import dev.reelstate.processing.worker.WorkerProcess.WorkerGoneException;
import dev.reelstate.spi.StepException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.telemetry.WorkerEnd;
import dev.reelstate.video.MediaInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps worker JVMs and runs media operations in them, each in a worker of its own. A worker that
 * failed, was interrupted or has run its number of tasks is killed, and the next operation gets a
 * fresh one. Thread-safe.
 */
public final class WorkerPool implements AutoCloseable {

  /** A pass is limited by the time limit of its step. */
  private static final Duration UNLIMITED = Duration.ofDays(365);

  private static final Duration DESCRIBING = Duration.ofMinutes(1);

  private final WorkerOptions options;
  private final MediaLimits limits;
  private final Telemetry telemetry;
  private final WorkerTurns turns = new WorkerTurns();
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final ScheduledExecutorService reaper;
  private final WorkerStarter starter;
  private boolean closed;

  /** Receives the reports of an operation while it runs. */
  public interface Monitor {

    /** Whether no other operation may run in this pool meanwhile. */
    boolean needsSolitude();

    /** Reports every second that the operation waits for others to end. */
    void waiting();

    /** Reports the progress of a pass, in presented time. */
    void position(Duration presented);

    /** Reports the progress of an inspection: how far the file has been read. */
    void bytesRead(long bytes);

    /** Reports the progress of a detection: how many pictures have been looked at. */
    default void looked(int pictures) {}

    /** Reports processor time that the worker used. */
    void cpu(Duration used);

    /**
     * Checks several times a second whether the operation may continue.
     *
     * @throws IOException if the storage does not allow it
     */
    void mayGoOn() throws IOException;
  }

  private record Idle(WorkerProcess worker, long since) {}

  /** Creates a pool that starts workers on demand, and tells nobody about it. */
  public WorkerPool(WorkerOptions options, MediaLimits limits) {
    this(options, limits, new Telemetry() {});
  }

  /**
   * Creates a pool that starts workers on demand.
   *
   * @param telemetry is told of the workers that start and end
   */
  public WorkerPool(WorkerOptions options, MediaLimits limits, Telemetry telemetry) {
    this.options = options;
    this.limits = limits;
    this.telemetry = telemetry;
    this.starter = new WorkerStarter(options);
    this.reaper = Executors.newSingleThreadScheduledExecutor(work -> {
      Thread thread = new Thread(work, "reelstate-worker-reaper");
      thread.setDaemon(true);
      return thread;
    });
    long period = Math.max(1, options.idle().toMillis() / 4);
    Future<?> unused =
        reaper.scheduleWithFixedDelay(this::reap, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Makes sure that there is everything that workers are made of, without starting one.
   *
   * @throws ReelstateException WORKER_START, NATIVES_MISSING or of the machine's family if not
   */
  public void require() {
    starter.require();
  }

  /** What keeps workers from running, found out by starting one; empty if nothing does. */
  public Optional<Failure> fault() {
    return starter.fault();
  }

  /**
   * Starts a worker if none is idle, and asks which native libraries it has.
   *
   * @throws IOException if it does not answer within a minute
   */
  public PresentNatives describe() throws StepException, IOException, InterruptedException {
    return run(
        new Describe(ticket()),
        new NoMonitor(DESCRIBING),
        DESCRIBING,
        reply -> answer(reply, Described.class).natives());
  }

  /**
   * Inspects a file, and finds where its film may be cut.
   *
   * @param partLength the minimum length of a part
   */
  public Inspection inspect(Path file, String container, Duration partLength, Monitor monitor)
      throws StepException, IOException, InterruptedException {
    Request request = new Inspect(ticket(), file, container, limits, partLength);
    Duration mostCpu = limits.readingTime(Files.size(file));
    return run(
        request, monitor, mostCpu, reply -> answer(reply, Inspected.class).inspection());
  }

  /** Tries what rungs would cost and show. */
  public TrialResult tryOut(Path file, String container, TrialRequest trial, Monitor monitor)
      throws StepException, IOException, InterruptedException {
    Request request = new Try(ticket(), trial.of(file, container), limits);
    return run(request, monitor, UNLIMITED, reply -> {
      TrialResult result = answer(reply, Tried.class).result();
      int points = result.points().size();
      if (points != 0 && points != trial.rungs().size()) {
        throw new UntrustedException("It tried " + points + " rungs.");
      }
      return result;
    });
  }

  /** Makes one pass over a file. The sizes of the outputs are those on the disk. */
  public RenderResult render(PassRequest request, Monitor monitor)
      throws StepException, IOException, InterruptedException {
    return run(
        new Render(ticket(), request, limits),
        monitor,
        UNLIMITED,
        reply -> RenderedFolder.verified(request, answer(reply, Rendered.class).result()));
  }

  /**
   * Has a detector that comes with Reelstate look at sampled pictures.
   *
   * @param pictures the files of the sampled pictures, in order
   * @param outputFolder an empty folder, for the worker to leave what it finds in
   */
  public DetectedPictures detect(
      List<Path> pictures, DetectionSpec spec, Path outputFolder, Monitor monitor)
      throws StepException, IOException, InterruptedException {
    return run(new Detect(ticket(), pictures, spec, outputFolder), monitor, UNLIMITED, reply -> {
      answer(reply, Detected.class);
      return DetectedPictures.read(outputFolder);
    });
  }

  /**
   * Decodes single frames of a film.
   *
   * @param source the file
   * @param media what the inspection found in it
   * @param map the file of its frame map
   * @param numbers ascending
   * @param outputFolder an empty folder, for the worker to leave the frames in
   * @return the file of the frames, in which there may be anything that a worker can write
   */
  public Path fetch(
      Path source,
      MediaInfo media,
      Path map,
      List<Long> numbers,
      FrameForm form,
      Path outputFolder,
      Monitor monitor)
      throws StepException, IOException, InterruptedException {
    Request request = new Fetch(ticket(), source, media, map, numbers, form, outputFolder, limits);
    return run(request, monitor, UNLIMITED, reply -> {
      answer(reply, Fetched.class);
      return RenderedFolder.file(outputFolder, SampledPictures.FILE);
    });
  }

  private static String ticket() {
    return UUID.randomUUID().toString();
  }

  /** Makes a result of a worker's last reply, as far as it can be trusted. */
  @FunctionalInterface
  private interface Answer<T> {
    T of(Reply reply) throws UntrustedException, IOException;
  }

  private static <R extends Reply> R answer(Reply reply, Class<R> expected)
      throws UntrustedException {
    if (!expected.isInstance(reply)) {
      throw new UntrustedException(
          "It answered with " + reply.getClass().getSimpleName() + ", which was not the question.");
    }
    return expected.cast(reply);
  }

  private <T> T run(Request request, Monitor monitor, Duration mostCpu, Answer<T> answer)
      throws StepException, IOException, InterruptedException {
    Lock turn = turns.take(monitor.needsSolitude(), monitor::waiting);
    try {
      return inWorker(request, monitor, mostCpu, answer);
    } finally {
      turn.unlock();
    }
  }

  private <T> T inWorker(Request request, Monitor monitor, Duration mostCpu, Answer<T> answer)
      throws StepException, IOException, InterruptedException {
    WorkerProcess worker = take(request);
    WorkerWatch watch = new WorkerWatch(worker, request, options, monitor, mostCpu);
    boolean healthy = false;
    try {
      worker.send(request);
      Reply reply = watch.await();
      if (reply instanceof Failed failed) {
        healthy = failed.failure().code().rejects();
        throw new StepException(confirmed(WorkerFailures.said(failed.failure(), worker.stderr())));
      }
      T result = answer.of(reply);
      healthy = true;
      return result;
    } catch (WorkerGoneException e) {
      throw new StepException(ended(worker, e), e);
    } catch (UntrustedException e) {
      throw new StepException(WorkerFailures.untrusted(e), e);
    } finally {
      watch.end();
      giveBack(worker, healthy);
    }
  }

  /** The first task of a worker that has ended may not be to blame: perhaps no worker can run. */
  private Failure ended(WorkerProcess worker, WorkerGoneException e) {
    Failure failure = WorkerFailures.gone(e, options);
    boolean isUnclear = worker.tasks() == 1
        && e.endedByItself()
        && failure.code().equals(FailureCode.WORKER_CRASHED);
    return isUnclear ? fault().orElse(failure) : failure;
  }

  /** A worker that says that its node can run no workers may have been taken over. */
  private Failure confirmed(Failure said) throws UntrustedException {
    if (!said.code().equals(FailureCode.NATIVES_MISSING)) {
      return said;
    }
    return fault()
        .orElseThrow(() -> new UntrustedException("It reported missing natives that are there."));
  }

  private WorkerProcess take(Request request) throws InterruptedException {
    WorkerProcess worker = takeIdle();
    return worker == null ? start(request) : worker;
  }

  private WorkerProcess start(Request request) throws InterruptedException {
    long before = System.nanoTime();
    WorkerProcess worker = starter.start(request);
    telemetry.workerStarted(Duration.ofNanos(System.nanoTime() - before));
    return worker;
  }

  private synchronized @Nullable WorkerProcess takeIdle() {
    for (Idle next = idle.poll(); next != null; next = idle.poll()) {
      if (next.worker().isAlive()) {
        return next.worker();
      }
      telemetry.workerEnded(WorkerEnd.FAILED);
    }
    return null;
  }

  private void giveBack(WorkerProcess worker, boolean healthy) {
    boolean keep;
    WorkerEnd why;
    synchronized (this) {
      keep = healthy && !closed && worker.tasks() < tasksPerWorker();
      why = closed ? WorkerEnd.CLOSED : healthy ? WorkerEnd.WORN : WorkerEnd.FAILED;
      if (keep) {
        idle.push(new Idle(worker, System.nanoTime()));
      }
    }
    if (!keep) {
      worker.kill();
      telemetry.workerEnded(why);
    }
  }

  /** A sandbox is made for one operation. */
  private int tasksPerWorker() {
    return options.sandbox() == null ? options.tasksPerWorker() : 1;
  }

  private synchronized void reap() {
    long now = System.nanoTime();
    idle.removeIf(candidate -> {
      boolean over = now - candidate.since() > options.idle().toNanos();
      if (over) {
        candidate.worker().kill();
        telemetry.workerEnded(WorkerEnd.IDLE);
      }
      return over;
    });
  }

  /** Kills every worker, busy or idle. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      idle.forEach(one -> telemetry.workerEnded(WorkerEnd.CLOSED));
      idle.clear();
    }
    reaper.shutdownNow();
    starter.close();
  }
}
