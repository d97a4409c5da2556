package dev.reelstate.processing.worker;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.machine.Machine;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.worker.WorkerCommand.Program;
import dev.reelstate.processing.worker.WorkerMessage.Request;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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

  /** Null before it is first needed. */
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
      WorkerProcess worker =
          new WorkerProcess(WorkerCommand.serving(options, program(), request).start());
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

  /**
   * Makes sure that there is everything that workers are made of, without starting one.
   *
   * @throws ReelstateException WORKER_START, NATIVES_MISSING or of the machine's family if not
   */
  void require() {
    machine.workerFault().ifPresent(fault -> {
      throw new ReelstateException(fault);
    });
    try {
      program();
    } catch (IOException e) {
      throw new ReelstateException(WorkerFailures.notStarted(e, machine), e);
    }
  }

  /** Starts a worker that does nothing; returns why that failed, or nothing. */
  Optional<Failure> fault() {
    try {
      require();
      WorkerTrial.run(WorkerCommand.trying(options, program()));
      return Optional.empty();
    } catch (ReelstateException e) {
      return Optional.of(e.failure());
    } catch (IOException e) {
      return Optional.of(WorkerFailures.notStarted(e, machine));
    }
  }

  private synchronized Program program() throws IOException {
    Program known = program;
    if (known != null && known.isComplete()) {
      return known;
    }
    requireJava();
    Program found = WorkerClassPath.locate(options);
    if (options.sandbox() != null) {
      // Outside the sandbox, whose workers can write nowhere.
      String libraryPath = WorkerTrial.run(WorkerCommand.unpacking(options, found));
      found = new Program(found.classPath(), found.extension(), libraryPath);
    }
    program = found;
    return found;
  }

  /** A name without a folder is looked up by the system. */
  private void requireJava() {
    Path java = options.java();
    boolean exists = Files.exists(java) || Files.exists(Path.of(java + ".exe"));
    if (java.isAbsolute() && !exists) {
      throw new ReelstateException(Failure.retryable(
              FailureCode.WORKER_START,
              "The Java that workers are started with does not exist; name another one with"
                  + " WorkerOptions.withJava.")
          .withDetail(java.toString()));
    }
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
