package dev.reelstate.processing.engine;

import dev.reelstate.ReelstateException;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.Failure;
import dev.reelstate.telemetry.TaskAttempt;
import dev.reelstate.telemetry.TaskEnd;
import dev.reelstate.telemetry.TaskEnd.Outcome;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.telemetry.TraceParent;
import dev.reelstate.video.Artifact;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the telemetry of the attempts at tasks, in the traces of their videos. Thread-safe. */
final class TaskSpans {

  private static final Logger LOG = LoggerFactory.getLogger(TaskSpans.class);

  private final Telemetry telemetry;
  private final VideoStore store;

  TaskSpans(Telemetry telemetry, VideoStore store) {
    this.telemetry = telemetry;
    this.store = store;
  }

  /** Begins the span of a task on the current thread. */
  Telemetry.Span begin(RunningTask task) {
    return telemetry.taskStarted(new TaskAttempt(
        task.claim().task(), task.claim().attempt(), task.claim().lease().node(), trace(task)));
  }

  /** A trace that cannot be read is worth no attempt. */
  private @Nullable TraceParent trace(RunningTask task) {
    if (!telemetry.readsTraces()) {
      return null;
    }
    try {
      return store.videos().findTrace(task.videoId()).orElse(null);
    } catch (ReelstateException e) {
      LOG.warn("The trace of {} could not be read", task.videoId(), e);
      return null;
    }
  }

  /**
   * How an attempt ended.
   *
   * @param report what it reports to the store; empty if its claim was lost
   */
  static TaskEnd end(RunningTask task, Optional<TaskReport> report) {
    TaskReport made = report.orElse(null);
    Failure failure = made instanceof TaskReport.Failed failed ? failed.failure() : null;
    long bytes = made instanceof TaskReport.Succeeded succeeded
        ? succeeded.artifacts().stream().mapToLong(Artifact::bytes).sum()
        : 0;
    return new TaskEnd(
        outcome(made), failure, task.sinceStart(), task.cpu(), task.covered(), bytes);
  }

  private static Outcome outcome(@Nullable TaskReport report) {
    if (report == null) {
      return Outcome.LOST;
    }
    if (report instanceof TaskReport.Failed failed) {
      return failed.retryIn() == null ? Outcome.FAILED : Outcome.RETRIED;
    }
    return report instanceof TaskReport.Succeeded ? Outcome.SUCCEEDED : Outcome.RELEASED;
  }
}
