package dev.reelstate.processing.telemetry;

import dev.reelstate.task.Failure;
import dev.reelstate.telemetry.TaskAttempt;
import dev.reelstate.telemetry.TaskEnd;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.telemetry.UploadEnd;
import java.time.Duration;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * Writes events of the JDK's Flight Recorder. They cost next to nothing while no recording is
 * running. Thread-safe.
 */
public final class FlightRecorder implements Telemetry {

  @Override
  public Span taskStarted(TaskAttempt attempt) {
    TaskEvent event = new TaskEvent();
    event.begin();
    return end -> {
      event.end();
      if (event.shouldCommit()) {
        event.fill(attempt, end);
        event.commit();
      }
    };
  }

  @Override
  public void uploaded(UploadEnd end) {
    UploadEvent event = new UploadEvent();
    if (event.shouldCommit()) {
      event.videoId = end.video().toString();
      event.outcome = end.outcome().name();
      event.bytes = end.bytes();
      event.took = end.duration().toNanos();
      event.commit();
    }
  }

  @Override
  public void workerStarted(Duration duration) {
    WorkerEvent event = new WorkerEvent();
    if (event.shouldCommit()) {
      event.took = duration.toNanos();
      event.commit();
    }
  }

  @Name("dev.reelstate.TaskAttempt")
  @Label("Task Attempt")
  @Category("Reelstate")
  @StackTrace(false)
  static final class TaskEvent extends Event {
    @Label("Video")
    @Nullable
    String videoId;

    @Label("Step")
    @Nullable
    String step;

    @Label("Part")
    int part;

    @Label("Attempt")
    int attempt;

    @Label("Outcome")
    @Nullable
    String outcome;

    @Label("Failure Code")
    @Nullable
    String failure;

    @Label("Processor Time")
    @Timespan
    long cpu;

    private void fill(TaskAttempt started, TaskEnd end) {
      videoId = started.task().videoId().toString();
      step = started.task().step();
      part = started.task().part();
      attempt = started.number();
      outcome = end.outcome().name();
      Failure why = end.failure();
      failure = why == null ? null : why.code().name();
      cpu = end.cpu().toNanos();
    }
  }

  @Name("dev.reelstate.Upload")
  @Label("Upload")
  @Category("Reelstate")
  @StackTrace(false)
  static final class UploadEvent extends Event {
    @Label("Video")
    @Nullable
    String videoId;

    @Label("Outcome")
    @Nullable
    String outcome;

    @Label("Bytes")
    long bytes;

    @Label("Took")
    @Timespan
    long took;
  }

  @Name("dev.reelstate.WorkerStart")
  @Label("Worker Start")
  @Category("Reelstate")
  @StackTrace(false)
  static final class WorkerEvent extends Event {
    @Label("Took")
    @Timespan
    long took;
  }
}
