package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.BROKEN;
import static dev.reelstate.testkit.contract.StoreScript.failed;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.spi.TaskReport;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.StepBacklog;
import dev.reelstate.telemetry.TraceParent;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link dev.reelstate.spi.TaskQueue#backlog} and of the traces of a
 * {@link dev.reelstate.spi.VideoCatalog}.
 */
public interface BacklogContract extends StoreContract {

  /** Blocked and settled tasks are not part of it. */
  @Test
  default void the_backlog_counts_open_tasks_by_step() {
    StoreScript script = new StoreScript(store());
    assertThat(store().tasks().backlog()).isEmpty();
    Lease lease = script.join("a");
    script.queued(task("audio", 0));
    script.queued(task("render", 0), task("publish", 0, "render"));
    script.report(succeeded(script.claimOne(lease)));
    script.report(failed(script.claimOne(lease), BROKEN, Duration.ofHours(1)));
    script.queued(task("render", 0), task("render", 1), task("render", 2));
    script.claimOne(lease);

    List<StepBacklog> backlog = store().tasks().backlog();

    assertThat(backlog).hasSize(1);
    StepBacklog render = backlog.get(0);
    assertThat(render.step()).isEqualTo("render");
    assertThat(render.ready()).isEqualTo(2);
    assertThat(render.scheduled()).isEqualTo(1);
    assertThat(render.running()).isEqualTo(1);
  }

  /** However a task became ready, its age counts from then. */
  @Test
  default void the_age_of_a_step_is_that_of_the_task_that_is_ready_for_longest() {
    StoreScript script = new StoreScript(store());
    long begun = System.nanoTime();
    Lease lease = script.join("a");
    script.queued(task("render", 0), task("publish", 0, "render"));
    passTime(Duration.ofSeconds(40));
    script.queued(task("render", 0));
    passTime(Duration.ofSeconds(20));
    assertAge(begun, "render", Duration.ofSeconds(60));

    Claim first = script.claimOne(script.join("b"));
    assertAge(begun, "render", Duration.ofSeconds(20));
    script.report(succeeded(first));
    passTime(Duration.ofSeconds(5));
    assertAge(begun, "publish", Duration.ofSeconds(5));
    assertThat(store().nodes().renew(lease)).isTrue();
    assertThat(script.claimOne(lease).task().step()).isEqualTo("publish");
    Claim second = script.claimOne(lease);
    assertAge(begun, "render", Duration.ZERO);
    script.report(new TaskReport.Released(second));
    passTime(Duration.ofSeconds(3));
    assertAge(begun, "render", Duration.ofSeconds(3));
  }

  /** Beside the time that was made to pass, that of the test itself has passed. */
  private void assertAge(long begun, String step, Duration expected) {
    Duration age = store().tasks().backlog().stream()
        .filter(backlog -> backlog.step().equals(step))
        .map(StepBacklog::oldest)
        .findFirst()
        .orElse(Duration.ZERO);
    Duration most = expected.plusNanos(System.nanoTime() - begun).plusSeconds(1);
    assertThat(age).isBetween(expected, most);
  }

  /** A trace is kept until another takes its place. */
  @Test
  default void a_video_keeps_its_trace() {
    Video video = new StoreScript(store()).uploading();
    assertThat(store().videos().findTrace(video.id())).isEmpty();

    for (String span : List.of("00f067aa0ba902b7", "b7ad6b7169203331")) {
      TraceParent trace = new TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-" + span + "-01");
      store().videos().keepTrace(video.id(), trace);
      assertThat(store().videos().findTrace(video.id())).contains(trace);
    }
    VideoId unknown = VideoId.create();
    TraceParent trace = store().videos().findTrace(video.id()).orElseThrow();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().videos().keepTrace(unknown, trace));
    assertThat(store().videos().findTrace(unknown)).isEmpty();
  }
}
