package dev.reelstate.processing.worker;

import dev.reelstate.processing.media.Inspection;
import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.worker.RenderedFolder.UntrustedException;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps worker JVMs and runs media operations in them, each in a worker of its own. A worker that
 * failed, was interrupted or has run its number of tasks is killed, and the next operation gets a
 * fresh one. Thread-safe.
 */
public final class WorkerPool implements AutoCloseable {

  private static final Duration WATCH = Duration.ofMillis(250);

  /** An honest worker reports at most five positions a second. */
  private static final long REPLIES_PER_SECOND = 20;

  private static final long SOME_REPLIES = 100;
  private static final int LONGEST_MESSAGE = 1000;
  private static final int LONGEST_DETAIL = 10_000;
  private static final int LONGEST_FACT = 200;
  private static final int MOST_FACTS = 20;

  private final WorkerOptions options;
  private final MediaLimits limits;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final Set<WorkerProcess> busy = new HashSet<>();
  private final ScheduledExecutorService reaper;

  private final WorkerStarter starter;
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
   * Inspects a file, and finds where its film may be cut.
   *
   * @param partLength the minimum length of a part
   */
  public Inspection inspect(Path file, String container, Duration partLength, Monitor monitor)
      throws StepException, IOException, InterruptedException {
    Request request = new Inspect(ticket(), file, container, limits, partLength);
    return run(request, monitor, reply -> answer(reply, Inspected.class).inspection());
  }

  /** Makes one pass over a file. The sizes of the outputs are those on the disk. */
  public RenderResult render(PassRequest request, Monitor monitor)
      throws StepException, IOException, InterruptedException {
    return run(
        new Render(ticket(), request, limits),
        monitor,
        reply -> RenderedFolder.verified(request, answer(reply, Rendered.class).result()));
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

  private <T> T run(Request request, Monitor monitor, Answer<T> answer)
      throws StepException, IOException, InterruptedException {
    WorkerProcess worker = take(request);
    boolean healthy = false;
    try {
      worker.send(request);
      Reply reply = waitFor(worker, request, monitor);
      if (reply instanceof Failed failed) {
        healthy = failed.failure().code().rejects();
        throw new StepException(withStderr(bounded(failed.failure()), worker.stderr()));
      }
      T result = answer.of(reply);
      healthy = true;
      return result;
    } catch (WorkerGoneException e) {
      throw new StepException(crashed(e.exitCode(), e.stderr()), e);
    } catch (UntrustedException e) {
      throw new StepException(untrusted(e), e);
    } finally {
      monitor.cpu(worker.takeCpu());
      giveBack(worker, healthy);
    }
  }

  private Reply waitFor(WorkerProcess worker, Request request, Monitor monitor)
      throws InterruptedException, WorkerGoneException, StepException, IOException,
          UntrustedException {
    long begun = System.nanoTime();
    long replies = 0;
    while (true) {
      Reply reply = worker.nextReply(WATCH);
      if (reply != null) {
        replies++;
        requireAsked(reply, request, replies, Duration.ofNanos(System.nanoTime() - begun));
      }
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

  /** A reply to another request, and a flood of them, are no replies. */
  private static void requireAsked(Reply reply, Request request, long count, Duration elapsed)
      throws UntrustedException {
    if (!reply.ticket().equals(request.ticket())) {
      throw new UntrustedException("It answered a request that it was not given.");
    }
    if (count > SOME_REPLIES + elapsed.toSeconds() * REPLIES_PER_SECOND) {
      throw new UntrustedException(
          "It sent " + count + " replies in " + elapsed.toMillis() + " ms.");
    }
  }

  private static Failure untrusted(UntrustedException e) {
    return Failure.retryable(
            FailureCode.WORKER_UNTRUSTED,
            "The worker process did not answer as it was asked, so its result was thrown away.")
        .withDetail(e.getMessage());
  }

  /** What a worker says of a failure becomes part of the record, so it has to be short. */
  private static Failure bounded(Failure said) {
    String detail = said.detail();
    Failure failure = said.retryable()
        ? Failure.retryable(said.code(), shortened(said.message(), LONGEST_MESSAGE))
        : Failure.permanent(said.code(), shortened(said.message(), LONGEST_MESSAGE));
    Map<String, String> facts = new HashMap<>();
    said.facts().entrySet().stream()
        .limit(MOST_FACTS)
        .forEach(fact -> facts.put(
            shortened(fact.getKey(), LONGEST_FACT), shortened(fact.getValue(), LONGEST_FACT)));
    failure = failure.withFacts(facts);
    return detail == null ? failure : failure.withDetail(shortened(detail, LONGEST_DETAIL));
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
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

  private WorkerProcess take(Request request) throws InterruptedException {
    WorkerProcess worker = takeIdle();
    if (worker == null) {
      worker = starter.start(request);
    }
    synchronized (this) {
      if (!closed) {
        busy.add(worker);
        return worker;
      }
    }
    worker.kill();
    throw new IllegalStateException("The worker pool is closed.");
  }

  private synchronized @Nullable WorkerProcess takeIdle() {
    for (Idle next = idle.poll(); next != null; next = idle.poll()) {
      if (next.worker().isAlive()) {
        return next.worker();
      }
    }
    return null;
  }

  private void giveBack(WorkerProcess worker, boolean healthy) {
    boolean keep;
    synchronized (this) {
      busy.remove(worker);
      keep = healthy && !closed && worker.tasks() < tasksPerWorker();
      if (keep) {
        idle.push(new Idle(worker, System.nanoTime()));
      }
    }
    if (!keep) {
      worker.kill();
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
    starter.close();
  }
}
