package dev.reelstate.processing.worker;

import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.worker.WorkerMessage.Failed;
import dev.reelstate.processing.worker.WorkerMessage.Inspect;
import dev.reelstate.processing.worker.WorkerMessage.Inspected;
import dev.reelstate.processing.worker.WorkerMessage.Position;
import dev.reelstate.processing.worker.WorkerMessage.Render;
import dev.reelstate.processing.worker.WorkerMessage.Rendered;
import dev.reelstate.processing.worker.WorkerMessage.Reply;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import dev.reelstate.processing.worker.WorkerProcess.WorkerGoneException;
import dev.reelstate.spi.StepException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps worker JVMs and runs media operations in them, each in a worker of its own. A worker that
 * failed, was interrupted or has run its number of tasks is killed, and the next operation gets a
 * fresh one. Thread-safe.
 */
public final class WorkerPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
  private static final Duration WATCH = Duration.ofMillis(250);

  private final WorkerOptions options;
  private final MediaLimits limits;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final Set<WorkerProcess> busy = new HashSet<>();
  private final ScheduledExecutorService reaper;
  private @Nullable String classPath;
  private boolean closed;

  /** Receives the reports of an operation while it runs. */
  public interface Monitor {

    /** Reports the progress, in presented time. */
    void position(Duration presented);

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

  /** Creates a pool that starts workers on demand. */
  public WorkerPool(WorkerOptions options, MediaLimits limits) {
    this.options = options;
    this.limits = limits;
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
   * Inspects a file, and finds where its film may be cut.
   *
   * @param partLength the minimum length of a part
   */
  public Inspection inspect(Path file, String container, Duration partLength, Monitor monitor)
      throws StepException, IOException, InterruptedException {
    Request request = new Inspect(file, container, limits, partLength);
    return ((Inspected) run(request, monitor)).inspection();
  }

  /** Makes one pass over a file. */
  public RenderResult render(PassRequest request, Monitor monitor)
      throws StepException, IOException, InterruptedException {
    return ((Rendered) run(new Render(request, limits), monitor)).result();
  }

  private Reply run(Request request, Monitor monitor)
      throws StepException, IOException, InterruptedException {
    WorkerProcess worker = take();
    boolean healthy = false;
    try {
      worker.send(request);
      Reply reply = waitFor(worker, monitor);
      if (reply instanceof Failed failed) {
        healthy = failed.failure().code().rejects();
        throw new StepException(withStderr(failed.failure(), worker.stderr()));
      }
      healthy = true;
      return reply;
    } catch (WorkerGoneException e) {
      throw new StepException(crashed(e.exitCode(), e.stderr()), e);
    } finally {
      monitor.cpu(worker.takeCpu());
      giveBack(worker, healthy);
    }
  }

  private Reply waitFor(WorkerProcess worker, Monitor monitor)
      throws InterruptedException, WorkerGoneException, StepException, IOException {
    while (true) {
      Reply reply = worker.nextReply(WATCH);
      if (reply instanceof Position position) {
        monitor.position(position.presented());
      } else if (reply != null) {
        return reply;
      }
      worker.watchCpu();
      if (worker.residentMegabytes() > options.memoryMegabytes()) {
        throw new StepException(Failure.retryable(
            FailureCode.MEMORY_LIMIT,
            "Processing needed more than the " + options.memoryMegabytes()
                + " MB of memory a worker is allowed."));
      }
      monitor.mayGoOn();
    }
  }

  private static Failure withStderr(Failure failure, String stderr) {
    if (stderr.isEmpty()) {
      return failure;
    }
    return failure.withDetail(failure.detail() == null ? stderr : failure.detail() + "\n" + stderr);
  }

  private static Failure crashed(int exitCode, String stderr) {
    return Failure.retryable(FailureCode.WORKER_CRASHED, "The worker process ended unexpectedly.")
        .withDetail("exit code " + exitCode + (stderr.isEmpty() ? "" : "\n" + stderr))
        .withFacts(Map.of("exitCode", Integer.toString(exitCode)));
  }

  private WorkerProcess take() {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("The worker pool is closed.");
      }
      if (classPath == null) {
        classPath = WorkerClassPath.locate();
      }
      for (Idle next = idle.poll(); next != null; next = idle.poll()) {
        if (next.worker().isAlive()) {
          busy.add(next.worker());
          return next.worker();
        }
      }
      WorkerProcess worker = WorkerProcess.start(options, classPath);
      LOG.debug("Started worker {}", worker.pid());
      busy.add(worker);
      return worker;
    }
  }

  private void giveBack(WorkerProcess worker, boolean healthy) {
    boolean keep;
    synchronized (this) {
      busy.remove(worker);
      keep = healthy && !closed && worker.tasks() < options.tasksPerWorker();
      if (keep) {
        idle.push(new Idle(worker, System.nanoTime()));
      }
    }
    if (!keep) {
      worker.kill();
    }
  }

  private synchronized void reap() {
    long now = System.nanoTime();
    idle.removeIf(candidate -> {
      boolean over = now - candidate.since() > options.idle().toNanos();
      if (over) {
        candidate.worker().kill();
      }
      return over;
    });
  }

  /** Kills every worker, busy or idle. */
  @Override
  public void close() {
    Set<WorkerProcess> all;
    synchronized (this) {
      closed = true;
      all = new HashSet<>(busy);
      idle.forEach(one -> all.add(one.worker()));
      idle.clear();
    }
    reaper.shutdownNow();
    all.forEach(WorkerProcess::kill);
  }
}
