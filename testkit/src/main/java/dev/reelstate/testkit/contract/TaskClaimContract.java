package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.BROKEN;
import static dev.reelstate.testkit.contract.StoreScript.LEASE;
import static dev.reelstate.testkit.contract.StoreScript.STEPS;
import static dev.reelstate.testkit.contract.StoreScript.failed;
import static dev.reelstate.testkit.contract.StoreScript.named;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.reelstate.spi.TaskQueue#claim}. */
public interface TaskClaimContract extends StoreContract {

  /** A claim has everything needed to do the work. */
  @Test
  default void a_claim_describes_the_work() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(
        new TaskSpec("inspect", 0, Set.of(), 2, "{\"größe\":1}"),
        new TaskSpec("render", 3, Set.of(), 5, ""));
    Lease lease = script.join("a");

    Claim inspect = script.claimOne(lease);
    assertThat(inspect.task()).isEqualTo(new TaskId(video.id(), 1, "inspect", 0));
    assertThat(inspect.lease()).isEqualTo(lease);
    assertThat(inspect.input()).isEqualTo("{\"größe\":1}");
    assertThat(inspect.attempt()).isEqualTo(1);
    assertThat(inspect.failures()).isZero();
    assertThat(inspect.weight()).isEqualTo(2);
    assertThat(inspect.doneWeight()).isZero();
    assertThat(inspect.totalWeight()).isEqualTo(7);

    script.report(succeeded(inspect));
    Claim render = script.claimOne(lease);
    assertThat(render.task()).isEqualTo(new TaskId(video.id(), 1, "render", 3));
    assertThat(render.input()).isEmpty();
    assertThat(render.doneWeight()).isEqualTo(2);
  }

  /** The first claim starts the video's processing. */
  @Test
  default void the_first_claim_moves_the_video_to_processing() {
    StoreScript script = new StoreScript(store());
    Video queued = script.queued(task("render", 0), task("render", 1));
    Lease lease = script.join("a");
    script.claimOne(lease);

    Video processing = script.latest(queued);
    assertThat(processing.status()).isEqualTo(VideoStatus.PROCESSING);
    assertThat(processing.version()).isEqualTo(queued.version() + 1);
    assertThat(store().events().replay(queued.id(), queued.eventNumber(), 10))
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("StatusChanged", "TaskStarted");

    script.claimOne(lease);
    assertThat(script.latest(queued).version()).isEqualTo(processing.version());
  }

  /** The running task has an open attempt. */
  @Test
  default void a_claimed_task_is_running_in_an_attempt_of_the_node() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("render", 0));
    script.claimOne(script.join("node-a"));

    Task task = script.tasks(video).get(0);
    assertThat(task.status()).isEqualTo(TaskStatus.RUNNING);
    assertThat(task.attempts()).hasSize(1);
    Task.Attempt attempt = task.attempts().get(0);
    assertThat(attempt.number()).isEqualTo(1);
    assertThat(attempt.node()).isEqualTo("node-a");
    assertThat(attempt.endedAt()).isNull();
    assertThat(attempt.outcome()).isNull();
    assertThat(script.events(video))
        .anySatisfy(event -> assertThat(event)
            .isInstanceOfSatisfying(
                VideoEvent.TaskStarted.class,
                started -> assertThat(started.node()).isEqualTo("node-a")));
  }

  /** Higher priority first, then the longest wait, then the order of the plan. */
  @Test
  default void tasks_are_claimed_by_priority_then_by_waiting_then_by_plan() {
    StoreScript script = new StoreScript(store());
    Video low = script.queued(named("a", null, -1), task("render", 0));
    Video first = script.queued(named("a", null, 0), task("render", 0), task("audio", 0));
    passTime(Duration.ofSeconds(1));
    Video second = script.queued(named("a", null, 0), task("render", 0));
    Video urgent = script.queued(named("a", null, 7), task("render", 0));

    assertThat(script.claimAll(script.join("a")))
        .extracting(Claim::task)
        .containsExactly(
            new TaskId(urgent.id(), 1, "render", 0),
            new TaskId(first.id(), 1, "render", 0),
            new TaskId(first.id(), 1, "audio", 0),
            new TaskId(second.id(), 1, "render", 0),
            new TaskId(low.id(), 1, "render", 0));
  }

  /** A video that has started is not overtaken by those queued after it. */
  @Test
  default void tasks_that_a_video_plans_later_keep_its_place() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video first = script.queued(task("inspect", 0));
    Claim inspect = script.claimOne(lease);
    passTime(Duration.ofSeconds(1));
    script.queued(task("inspect", 0));
    script.report(StoreScript.planned(inspect, task("render", 0)));

    assertThat(script.claimOne(lease).task().videoId()).isEqualTo(first.id());
  }

  /** A claim takes no more than requested and nothing that the caller cannot run. */
  @Test
  default void a_claim_keeps_to_its_limit_and_steps() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    script.queued(task("inspect", 0), task("render", 0), task("render", 1), task("render", 2));

    assertThat(store().tasks().claim(lease, 10, Set.of("audio"))).isEmpty();
    assertThat(store().tasks().claim(lease, 10, Set.of())).isEmpty();
    assertThat(store().tasks().claim(lease, 2, Set.of("render")))
        .extracting(claim -> claim.task().part())
        .containsExactly(0, 1);
    assertThat(store().tasks().claim(lease, 2, STEPS)).hasSize(2);
    assertThat(store().tasks().claim(lease, 2, STEPS)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> store().tasks().claim(lease, 0, STEPS));
  }

  /** A task that waits for other tasks or for its due time cannot be claimed. */
  @Test
  default void blocked_and_scheduled_tasks_are_not_claimed() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0), task("publish", 0, "render"));
    Claim render = script.claimOne(lease);
    assertThat(script.claimAll(lease)).isEmpty();

    script.report(failed(render, BROKEN, Duration.ofMinutes(30)));
    assertThat(script.claimAll(lease)).isEmpty();
    assertThat(script.tasks(video))
        .extracting(Task::status)
        .containsExactly(TaskStatus.SCHEDULED, TaskStatus.BLOCKED);

    passTime(Duration.ofMinutes(29));
    assertThat(store().nodes().renew(lease)).isTrue();
    assertThat(script.claimAll(lease)).isEmpty();
    passTime(Duration.ofMinutes(2));
    assertThat(store().nodes().renew(lease)).isTrue();
    assertThat(script.claimAll(lease)).hasSize(1);
  }

  /** A later claim of the same task has a larger token. */
  @Test
  default void the_token_grows_with_each_claim() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    script.queued(task("render", 0));
    Claim first = script.claimOne(lease);
    script.report(failed(first, BROKEN, Duration.ZERO));
    Claim second = script.claimOne(lease);

    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.token()).isGreaterThan(first.token());
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.failures()).isEqualTo(1);
  }

  /** Only a node with a valid lease is given work. */
  @Test
  default void a_lease_that_is_not_valid_claims_nothing() {
    StoreScript script = new StoreScript(store());
    script.queued(task("render", 0));
    Lease left = script.join("left");
    store().nodes().leave(left);
    Lease earlier = script.join("twice");
    script.join("twice");
    Lease expired = script.join("expired");
    passTime(LEASE.plusSeconds(1));

    assertThat(script.claimAll(left)).isEmpty();
    assertThat(script.claimAll(earlier)).isEmpty();
    assertThat(script.claimAll(expired)).isEmpty();
    assertThat(script.claimAll(new Lease("unknown", 1, LEASE))).isEmpty();
    assertThat(script.claimAll(script.join("expired"))).hasSize(1);
  }

  /** Each task is claimed once, and none is left over. */
  @Test
  default void each_task_is_claimed_by_one_of_16_threads() {
    StoreScript script = new StoreScript(store());
    for (int i = 0; i < 8; i++) {
      script.queued(task("render", 0), task("render", 1), task("render", 2), task("render", 3));
    }
    List<List<Claim>> claims = Race.run(16, thread -> () -> {
      Lease lease = script.join("node-" + thread);
      List<Claim> mine = new ArrayList<>();
      List<Claim> some = store().tasks().claim(lease, 3, STEPS);
      while (!some.isEmpty()) {
        mine.addAll(some);
        some = store().tasks().claim(lease, 3, STEPS);
      }
      return mine;
    });

    List<TaskId> tasks = claims.stream().flatMap(List::stream).map(Claim::task).toList();
    assertThat(tasks).hasSize(32).doesNotHaveDuplicates();
  }

  /** Many threads compete for one task. */
  @Test
  default void one_of_16_threads_wins_a_task() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("render", 0));

    List<List<Claim>> claims =
        Race.run(16, thread -> () -> script.claimAll(script.join("node-" + thread)));

    assertThat(claims.stream().flatMap(List::stream)).hasSize(1);
    assertThat(script.tasks(video).get(0).attempts()).hasSize(1);
  }
}
