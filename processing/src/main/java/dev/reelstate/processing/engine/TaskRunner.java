package dev.reelstate.processing.engine;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.engine.RunningTask.StopReason;
import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.spi.InvalidOutputException;
import dev.reelstate.spi.MediaStorage;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.RetryPolicy;
import dev.reelstate.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs one task from its claim to its report. */
final class TaskRunner {

  private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

  /** For faults of the node, which take minutes to be mended rather than seconds. */
  private static final RetryPolicy PATIENT =
      new RetryPolicy(12, Duration.ofMinutes(1), 2, Duration.ofMinutes(30), 0.2);

  /** For what only other nodes may know, which may yet be deployed: about two hours. */
  private static final RetryPolicy ELSEWHERE =
      new RetryPolicy(36, Duration.ofSeconds(2), 1.5, Duration.ofMinutes(5), 0.2);

  private final MediaStorage storage;
  private final TaskOutputs outputs;
  private final Fitness fitness;
  private final TaskSpans spans;

  TaskRunner(MediaStorage storage, Fitness fitness, TaskSpans spans) {
    this.storage = storage;
    this.spans = spans;
    this.outputs = new TaskOutputs(storage);
    this.fitness = fitness;
  }

  /** Runs the task; empty if its claim was lost and there is nothing to report. */
  Optional<TaskReport> run(RunningTask task) {
    describe(task.claim());
    try {
      Telemetry.Span span = spans.begin(task);
      Optional<TaskReport> report = work(task);
      span.ended(TaskSpans.end(task, report));
      if (report.isEmpty()) {
        discard(task);
      }
      return report;
    } finally {
      task.close();
      removeWork(task);
      MDC.clear();
    }
  }

  static void describe(Claim claim) {
    MDC.put("videoId", claim.task().videoId().toString());
    MDC.put("task", claim.task().step() + "-" + claim.task().part());
    MDC.put("attempt", Integer.toString(claim.attempt()));
  }

  /** Does the work; empty if the claim was lost and there is nothing to report. */
  private Optional<TaskReport> work(RunningTask task) {
    task.begin();
    try {
      if (task.stopReason() != null) {
        throw new InterruptedException("stopped before it began");
      }
      TaskReport report = succeeded(task, task.work());
      fitness.succeeded();
      return Optional.of(report);
    } catch (Exception e) {
      return stopped(task, e);
    } catch (Error e) {
      return Optional.of(failed(task, defect(task, e)));
    } finally {
      task.end();
      Thread.interrupted(); // a stop that came too late must not disturb the report
    }
  }

  private TaskReport succeeded(RunningTask task, StepResult result)
      throws IOException, StepException {
    if (result.again() != null) {
      return postponed(task, result.again());
    }
    return new TaskReport.Succeeded(
        task.claim(),
        outputs.keep(task, result),
        result.media(),
        result.plan(),
        result.publishes(),
        task.cpu());
  }

  private static TaskReport postponed(RunningTask task, StepResult.Again again)
      throws StepException {
    Duration before = task.claim().waited();
    Duration waited = before.isZero() ? before : before.plus(task.sinceStart());
    Duration left = task.step().waitLimit().minus(waited);
    if (left.isNegative() || left.isZero()) {
      throw new StepException(Failure.permanent(
          FailureCode.TIME_LIMIT,
          "The step \"" + task.step().name() + "\" waited longer than its limit of "
              + task.step().waitLimit().toSeconds() + " s."));
    }
    Duration in = Stream.of(again.in(), left, RetryPolicy.LONGEST_DELAY)
        .min(Comparator.naturalOrder())
        .orElseThrow();
    return new TaskReport.Postponed(task.claim(), in, again.note());
  }

  /** What becomes of a task whose step ignores that it was told to stop. */
  Optional<TaskReport> givenUp(RunningTask task) {
    describe(task.claim());
    try {
      return stopped(task, new InterruptedException("The step ignored its interrupt."));
    } finally {
      task.close();
      removeWork(task);
      MDC.clear();
    }
  }

  private Optional<TaskReport> stopped(RunningTask task, Exception e) {
    StopReason reason = task.stopReason();
    if (reason == null && task.wasFailedByStore(e)) {
      LOG.warn("The store could not be read; the task is handed back", e);
      return Optional.of(new TaskReport.Released(task.claim()));
    }
    if (reason == null) {
      Failure failure = failureOf(task, e);
      return Optional.of(
          fitness.workers().explains(task.step(), failure)
              ? new TaskReport.Released(task.claim())
              : failed(task, failure));
    }
    return switch (reason) {
      case LEASE_LOST -> Optional.empty();
      case CLOSING -> Optional.of(new TaskReport.Released(task.claim()));
      case STALLED -> Optional.of(failed(task, stalled(task)));
      case TIME_LIMIT -> Optional.of(failed(task, tooLong(task)));
    };
  }

  private static Failure stalled(RunningTask task) {
    Duration limit = task.step().stallLimit();
    return outOfTime(
        FailureCode.STALLED,
        "The step \"" + task.step().name() + "\" made no progress for " + limit.toSeconds()
            + " s and was stopped.",
        task.cpuSinceProgress(),
        limit);
  }

  private static Failure tooLong(RunningTask task) {
    Duration limit = task.step().timeLimit();
    return outOfTime(
        FailureCode.TIME_LIMIT,
        "The step \"" + task.step().name() + "\" took longer than its limit of " + limit.toSeconds()
            + " s and was stopped.",
        task.cpu(),
        limit);
  }

  /**
   * Work that computed most of the time will do so again: the file is to blame. Work that mostly
   * waited, for a disk say, deserves another attempt.
   */
  private static Failure outOfTime(FailureCode code, String message, Duration cpu, Duration limit) {
    boolean computed = cpu.compareTo(limit.dividedBy(2)) > 0;
    return computed ? Failure.permanent(code, message) : Failure.retryable(code, message);
  }

  private static Failure failureOf(RunningTask task, Exception e) {
    if (e instanceof StepException own) {
      if (own.failure().code().equals(FailureCode.STEP_FAILED)) {
        LOG.error("The step {} threw", task.step().name(), own);
      }
      return own.failure();
    }
    if (e instanceof ReelstateException ours) {
      return ours.failure();
    }
    if (e instanceof InvalidOutputException invalid) {
      return Failure.permanent(FailureCode.OUTPUT_INVALID, String.valueOf(invalid.getMessage()));
    }
    if (e instanceof FileTree.SpecialFileException special) {
      return Failure.permanent(
              FailureCode.OUTPUT_INVALID,
              "The step \"" + task.step().name() + "\" left something in its output folder that is"
                  + " neither a file nor a folder; have it write plain files.")
          .withDetail(special.getMessage());
    }
    if (e instanceof IOException io) {
      return StorageFailures.of(io);
    }
    return defect(task, e);
  }

  private static Failure defect(RunningTask task, Throwable e) {
    LOG.error("The step {} threw", task.step().name(), Thrown.printable(e));
    return Failure.retryable(
            FailureCode.STEP_FAILED,
            "The step \"" + task.step().name() + "\" failed with an unexpected error.")
        .withDetail(Thrown.describe(e));
  }

  private TaskReport failed(RunningTask task, Failure cause) {
    Failure failure = fitness.named(cause).withStep(task.step().name());
    Duration retryIn = retryDelay(task, failure);
    LOG.warn(
        "{} ({}), {}",
        failure.message(),
        failure.code(),
        retryIn == null ? "giving up" : "retrying in " + retryIn);
    return new TaskReport.Failed(task.claim(), failure, retryIn, task.cpu());
  }

  private static @Nullable Duration retryDelay(RunningTask task, Failure failure) {
    if (!failure.retryable()) {
      return null;
    }
    RetryPolicy policy = policy(task, failure);
    return policy
        .delayAfter(earlier(task, policy) + 1, ThreadLocalRandom.current())
        .orElse(null);
  }

  private static RetryPolicy policy(RunningTask task, Failure failure) {
    if (failure.code().equals(FailureCode.UNKNOWN_RECIPE)) {
      return ELSEWHERE;
    }
    return Fitness.isOfTheNode(failure) ? PATIENT : task.step().retryPolicy();
  }

  /** How many earlier attempts failed in a way that is retried alike. */
  private static int earlier(RunningTask task, RetryPolicy policy) {
    try {
      return (int) task.earlierFailures().stream()
          .filter(failure -> policy(task, failure).equals(policy))
          .count();
    } catch (ReelstateException e) {
      LOG.debug("The earlier attempts of {} are not known", task.claim().task(), e);
      return task.claim().failures();
    }
  }

  /**
   * The report that replaces a result the store refuses (two outputs with one name, a cyclic plan).
   */
  static TaskReport refused(RunningTask task, RuntimeException e) {
    Failure failure = Failure.permanent(
            FailureCode.OUTPUT_INVALID,
            "The step \"" + task.step().name() + "\" returned a result that cannot be stored.")
        .withDetail(e.getMessage());
    LOG.warn("{} ({}), giving up", failure.message(), failure.code());
    return new TaskReport.Failed(
        task.claim(), failure.withStep(task.step().name()), null, task.cpu());
  }

  /** Removes the files that this claim put into the storage; nothing refers to them. */
  void discard(RunningTask task) {
    try {
      storage.delete(task.prefix());
    } catch (IOException e) {
      LOG.warn("The outputs of a stopped attempt could not be removed: {}", task.prefix(), e);
    }
  }

  private static void removeWork(RunningTask task) {
    Path folder = task.usedFolder();
    if (folder == null) {
      return;
    }
    try {
      FileTree.delete(folder);
    } catch (IOException e) {
      LOG.warn("A work folder could not be removed: {}", folder, e);
    }
  }
}
