package dev.reelstate.processing.worker;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.machine.Machine;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.worker.WorkerCommand.Program;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts workers, all on one thread that lives until the pool closes, because they end together
 * with the thread that started them.
 */
final class WorkerStarter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerStarter.class);

  /** How long closing waits for a start that is under way. */
  private static final Duration LONGEST_START = Duration.ofSeconds(10);

  private final WorkerOptions options;
  private final Machine machine = Machine.here();
  private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
    Thread starter = new Thread(work, "reelstate-worker-starter");
    starter.setDaemon(true);
    return starter;
  });

  /** Those that may be alive. */
  private final Set<WorkerProcess> started = ConcurrentHashMap.newKeySet();

  /** Null before the first start; used by the thread alone. */
  private @Nullable Program program;

  WorkerStarter(WorkerOptions options) {
    this.options = options;
  }

  /**
   * Starts a worker for a request.
   *
   * @throws IllegalStateException if the pool is closed
   * @throws ReelstateException WORKER_START or NATIVES_MISSING if the worker cannot be started
   */
  WorkerProcess start(Request request) throws InterruptedException {
    CompletableFuture<WorkerProcess> starting;
    try {
      starting = CompletableFuture.supplyAsync(() -> startNow(request), thread);
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("The worker pool is closed.", e);
    }
    try {
      return starting.get();
    } catch (InterruptedException e) {
      CompletableFuture<Void> unused = starting.thenAccept(WorkerProcess::kill);
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ReelstateException ours
          ? ours
          : ReelstateException.internal("A worker could not be started.", e);
    }
  }

  private WorkerProcess startNow(Request request) {
    try {
      Program found = program == null ? find() : program;
      program = found;
      WorkerProcess worker =
          new WorkerProcess(WorkerCommand.serving(options, found, request).start());
      started.removeIf(earlier -> !earlier.isAlive());
      started.add(worker);
      if (thread.isShutdown()) {
        worker.kill(); // closing may have stopped waiting for it
      }
      LOG.debug("Started worker {}", worker.pid());
      return worker;
    } catch (IOException e) {
      throw new ReelstateException(WorkerFailures.notStarted(e, machine), e);
    }
  }

  private Program find() throws IOException {
    String classPath = WorkerClassPath.locate();
    return new Program(classPath, options.sandbox() == null ? null : unpackNatives(classPath));
  }

  /** Unpacks the natives outside the sandbox, whose workers can write nowhere. */
  private String unpackNatives(String classPath) throws IOException {
    Process unpacking = WorkerCommand.unpacking(options, classPath).start();
    String said = new String(unpacking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (unpacking.onExit().join().exitValue() != 0) {
      throw new ReelstateException(
          Failure.retryable(FailureCode.WORKER_START, "The worker process could not be started.")
              .withDetail(said));
    }
    return said;
  }

  /** Kills all workers, also one whose start is under way. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("A worker is still starting after {} s", LONGEST_START.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    started.forEach(WorkerProcess::kill);
  }
}
