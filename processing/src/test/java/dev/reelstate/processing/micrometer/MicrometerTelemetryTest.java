package dev.reelstate.processing.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.task.StepBacklog;
import dev.reelstate.task.TaskId;
import dev.reelstate.telemetry.NodeState;
import dev.reelstate.telemetry.TaskAttempt;
import dev.reelstate.telemetry.TaskEnd;
import dev.reelstate.telemetry.WorkerEnd;
import dev.reelstate.video.VideoId;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MicrometerTelemetryTest {

  private static final TaskEnd END = new TaskEnd(
      TaskEnd.Outcome.SUCCEEDED,
      null,
      Duration.ofSeconds(2),
      Duration.ofSeconds(3),
      Duration.ofSeconds(10),
      77);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MicrometerTelemetry telemetry = MicrometerTelemetry.of(registry);

  @Test
  void a_task_is_measured_by_its_step() {
    end("render");

    assertThat(registry
            .get("reelstate.task.duration")
            .tag("step", "render")
            .timer()
            .count())
        .isEqualTo(1);
    assertThat(registry.get("reelstate.task.realtime.factor").summary().mean()).isEqualTo(5);
    assertThat(registry.get("reelstate.task.cpu").counter().count()).isEqualTo(3);
    assertThat(registry.get("reelstate.task.bytes").counter().count()).isEqualTo(77);
  }

  @Test
  void a_thousand_steps_and_videos_make_a_hundred_series() {
    for (int i = 0; i < 1000; i++) {
      end("step-" + i);
    }

    assertThat(registry.get("reelstate.task.duration").timers()).hasSize(101);
    assertThat(
            registry.get("reelstate.task.duration").tag("step", "other").timer().count())
        .isEqualTo(900);
  }

  @Test
  void a_step_without_tasks_disappears_from_the_queue() {
    telemetry.measured(state(new StepBacklog("a", 5, 4, 3, Duration.ofSeconds(9))));
    assertThat(queued("a", "ready")).isEqualTo(5);
    assertThat(registry.get("reelstate.queue.age").tag("step", "a").gauge().value())
        .isEqualTo(9);

    telemetry.measured(state(new StepBacklog("b", 1, 0, 0, Duration.ZERO)));

    assertThat(queued("b", "ready")).isEqualTo(1);
    assertThat(registry.find("reelstate.queue.tasks").tag("step", "a").gauges()).isEmpty();
    assertThat(registry.get("reelstate.health").tag("check", "storage").gauge().value())
        .isZero();
    assertThat(registry.get("reelstate.storage.free").gauge().value()).isNaN();
  }

  @Test
  void what_can_be_counted_before_it_happens_begins_at_zero() {
    assertThat(registry.getMeters())
        .extracting(Meter::getId)
        .extracting(Meter.Id::getName)
        .contains("reelstate.lease.losses", "reelstate.upload.duration", "reelstate.worker.ends");
    telemetry.leaseLost("node");
    telemetry.workerEnded(WorkerEnd.FAILED);
    telemetry.outcomeRefused(new TaskId(VideoId.create(), 1, "render", 0));
    assertThat(registry.get("reelstate.lease.losses").counter().count()).isEqualTo(1);
    assertThat(registry
            .get("reelstate.worker.ends")
            .tag("reason", "failed")
            .counter()
            .count())
        .isEqualTo(1);
    assertThat(registry.get("reelstate.task.refused").counter().count()).isEqualTo(1);
  }

  private double queued(String step, String state) {
    return registry
        .get("reelstate.queue.tasks")
        .tags("step", step, "state", state)
        .gauge()
        .value();
  }

  private void end(String step) {
    telemetry
        .taskStarted(new TaskAttempt(new TaskId(VideoId.create(), 1, step, 0), 1, "node", null))
        .ended(END);
  }

  private static NodeState state(StepBacklog backlog) {
    return new NodeState(
        "node",
        1,
        2,
        Map.of("storage", false),
        OptionalLong.empty(),
        List.of(backlog),
        Map.of("live", 0L));
  }
}
