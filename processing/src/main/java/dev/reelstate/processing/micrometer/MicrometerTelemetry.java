package dev.reelstate.processing.micrometer;

import dev.reelstate.task.Failure;
import dev.reelstate.task.TaskId;
import dev.reelstate.telemetry.NodeState;
import dev.reelstate.telemetry.TaskAttempt;
import dev.reelstate.telemetry.TaskEnd;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.telemetry.UploadEnd;
import dev.reelstate.telemetry.WorkerEnd;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.time.Duration;
import java.util.Locale;

/**
 * Counts what a platform does in a Micrometer registry. The meters and their tags are listed in
 * {@code docs/operations.md}; no tag has more than about a hundred values, and none names a video.
 * Thread-safe.
 */
@SuppressWarnings("exports") // Micrometer is optional, so hosts require it themselves
public final class MicrometerTelemetry implements Telemetry {

  private static final String SECONDS = "seconds";

  private final MeterRegistry registry;
  private final BoundedTag steps = new BoundedTag("step");
  private final BoundedTag codes = new BoundedTag("code");
  private final NodeGauges gauges;
  private final Counter leaseLosses;
  private final Timer workerStarts;

  private MicrometerTelemetry(MeterRegistry registry) {
    this.registry = registry;
    this.gauges = new NodeGauges(registry, steps);
    this.leaseLosses = Counter.builder("reelstate.lease.losses")
        .description("How often this node lost its lease, and with it all its tasks")
        .register(registry);
    this.workerStarts = Timer.builder("reelstate.worker.start")
        .description("How long worker processes take to start")
        .register(registry);
    // A series that appears with its first increment hides that increment from rate functions.
    for (WorkerEnd why : WorkerEnd.values()) {
      workerEnds(why);
    }
    for (UploadEnd.Outcome outcome : UploadEnd.Outcome.values()) {
      uploads(outcome);
    }
    uploadedBytes();
  }

  /** A telemetry that registers its meters with a registry. */
  public static MicrometerTelemetry of(MeterRegistry registry) {
    return new MicrometerTelemetry(registry);
  }

  @Override
  public Span taskStarted(TaskAttempt attempt) {
    return end -> ended(steps.of(attempt.task().step()), end);
  }

  private void ended(Tag step, TaskEnd end) {
    Timer.builder("reelstate.task.duration")
        .description("How long attempts at tasks take")
        .tags(Tags.of(step, outcome(end.outcome())))
        .register(registry)
        .record(end.duration());
    counter("reelstate.task.cpu", SECONDS, "Processor time of tasks and their workers", step)
        .increment(seconds(end.cpu()));
    counter("reelstate.task.bytes", BaseUnits.BYTES, "The size of the artifacts made", step)
        .increment((double) end.bytes());
    Counter retries = counter(
        "reelstate.task.retries", BaseUnits.TASKS, "Attempts that failed and are retried", step);
    retries.increment(end.outcome() == TaskEnd.Outcome.RETRIED ? 1 : 0);
    Failure failure = end.failure();
    if (failure != null) {
      Counter.builder("reelstate.task.failures")
          .description("Attempts that failed, by the code of the failure")
          .tags(Tags.of(step, codes.of(failure.code().name())))
          .register(registry)
          .increment();
    }
    if (end.outcome() == TaskEnd.Outcome.SUCCEEDED && !end.media().isZero()) {
      speed(step, end);
    }
  }

  private void speed(Tag step, TaskEnd end) {
    double media = seconds(end.media());
    counter("reelstate.task.media", SECONDS, "The length of the film that was processed", step)
        .increment(media);
    DistributionSummary.builder("reelstate.task.realtime.factor")
        .description("Seconds of film that a task processes in one second")
        .tags(Tags.of(step))
        .register(registry)
        .record(media / Math.max(1e-3, seconds(end.duration())));
  }

  private Counter counter(String name, String unit, String description, Tag step) {
    return Counter.builder(name)
        .description(description)
        .baseUnit(unit)
        .tags(Tags.of(step))
        .register(registry);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static Tag outcome(Enum<?> outcome) {
    return Tag.of("outcome", outcome.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void outcomeRefused(TaskId task) {
    counter(
            "reelstate.task.refused",
            BaseUnits.TASKS,
            "Outcomes that the store refused, because the task had been taken away",
            steps.of(task.step()))
        .increment();
  }

  @Override
  public void leaseLost(String node) {
    leaseLosses.increment();
  }

  @Override
  public void uploaded(UploadEnd end) {
    uploads(end.outcome()).record(end.duration());
    uploadedBytes().increment((double) end.bytes());
  }

  private Timer uploads(UploadEnd.Outcome outcome) {
    return Timer.builder("reelstate.upload.duration")
        .description("How long uploads take")
        .tags(Tags.of(outcome(outcome)))
        .register(registry);
  }

  private Counter uploadedBytes() {
    return Counter.builder("reelstate.upload.bytes")
        .description("The size of the files received")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
  }

  @Override
  public void workerStarted(Duration duration) {
    workerStarts.record(duration);
  }

  @Override
  public void workerEnded(WorkerEnd why) {
    workerEnds(why).increment();
  }

  private Counter workerEnds(WorkerEnd why) {
    return Counter.builder("reelstate.worker.ends")
        .description("Worker processes that ended, by the reason; failed ones were replaced")
        .tags("reason", why.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  @Override
  public void measured(NodeState state) {
    gauges.update(state);
  }
}
