package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.BROKEN;
import static dev.reelstate.testkit.contract.StoreScript.LEASE;
import static dev.reelstate.testkit.contract.StoreScript.failed;
import static dev.reelstate.testkit.contract.StoreScript.published;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.TaskReport;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoDetails;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store promises about steps that ask to be run again, and steps that nobody knows. */
public interface HostStepContract extends StoreContract {

  /** A wish to be run again costs no attempt, and the next run knows what was noted. */
  @Test
  default void a_task_that_asks_is_run_again_when_it_is_due() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0));
    Claim first = script.claimOne(lease);
    assertThat(first.note()).isEmpty();
    assertThat(first.waited()).isZero();

    assertThat(script.report(new TaskReport.Postponed(first, LEASE.dividedBy(4), "jöb 7")))
        .isEqualTo(Receipt.ACCEPTED);

    Task waiting = script.tasks(video).get(0);
    assertThat(waiting.status()).isEqualTo(TaskStatus.SCHEDULED);
    assertThat(waiting.dueAt()).isNotNull();
    assertThat(waiting.attempts()).isEmpty();
    assertThat(waiting.waiting()).isNotNull().satisfies(wait -> {
      assertThat(wait.asks()).isEqualTo(1);
      assertThat(wait.note()).isEqualTo("jöb 7");
    });
    assertThat(store().videos().details(video.id()).map(VideoDetails::tasks))
        .contains(List.of(waiting));
    assertThat(script.events(video)).last().satisfies(event -> {
      assertThat(event).isInstanceOf(VideoEvent.TaskPostponed.class);
      assertThat(((VideoEvent.TaskPostponed) event).dueAt()).isEqualTo(waiting.dueAt());
    });
    assertThat(script.claimAll(lease)).isEmpty();
    assertThat(script.report(succeeded(first))).isEqualTo(Receipt.LEASE_LOST);

    passTime(LEASE.dividedBy(2));
    Claim second = script.claimOne(lease);
    assertThat(second.attempt()).isEqualTo(1);
    assertThat(second.failures()).isZero();
    assertThat(second.note()).isEqualTo("jöb 7");
    assertThat(second.waited()).isBetween(LEASE.dividedBy(2), LEASE);
    assertThat(second.token()).isGreaterThan(first.token());
  }

  /** The note survives a failure, and is gone with the success. */
  @Test
  default void a_wait_lasts_until_the_task_has_succeeded() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0));
    script.report(new TaskReport.Postponed(script.claimOne(lease), Duration.ZERO, "job"));
    script.report(failed(script.claimOne(lease), BROKEN, Duration.ZERO));
    Claim third = script.claimOne(lease);
    assertThat(third.note()).isEqualTo("job");
    script.report(new TaskReport.Postponed(third, Duration.ZERO, ""));
    assertThat(script.tasks(video).get(0).waiting()).isNotNull().satisfies(wait -> {
      assertThat(wait.asks()).isEqualTo(2);
      assertThat(wait.note()).isEmpty();
    });

    script.report(published(script.claimOne(lease)));

    assertThat(script.tasks(video).get(0).waiting()).isNull();
    assertThat(script.latest(video).status()).isEqualTo(VideoStatus.COMPLETED);
  }

  /** A retry by hand starts over. */
  @Test
  default void a_resumed_task_has_not_waited() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0));
    script.report(new TaskReport.Postponed(script.claimOne(lease), Duration.ZERO, "job"));
    script.report(failed(script.claimOne(lease), BROKEN, null));

    script.change(script.latest(video), new VideoChange.Resumed());

    assertThat(script.tasks(video).get(0).waiting()).isNull();
    assertThat(script.claimOne(lease).note()).isEmpty();
  }

  /** A step that nobody knows fails in the end, and can be seen before. */
  @Test
  default void a_task_that_no_live_node_can_run_fails_after_a_time() {
    StoreScript script = new StoreScript(store());
    store().nodes().join("a", LEASE, Set.of("inspect", "publish"));
    Video video = script.queued(task("render", 0), task("publish", 0, "render"));
    Video other = script.queued(task("inspect", 0));

    assertThat(store().nodes().failStranded(LEASE)).isZero();
    assertThat(store().nodes().stranded()).isEqualTo(Map.of("render", 1L));
    passTime(LEASE.multipliedBy(2));
    store().nodes().join("a", LEASE, Set.of("inspect", "publish"));
    assertThat(store().nodes().failStranded(LEASE)).isEqualTo(1);

    assertThat(script.latest(video).status()).isEqualTo(VideoStatus.FAILED);
    assertThat(script.latest(video).failure()).isNotNull().satisfies(failure -> {
      assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_STEP);
      assertThat(failure.step()).isEqualTo("render");
    });
    assertThat(script.latest(other).status()).isEqualTo(VideoStatus.QUEUED);
    assertThat(store().nodes().stranded()).isEmpty();
  }

  /** In a rolling deployment, one node that knows the step is enough, and the time counts anew. */
  @Test
  default void a_task_that_one_live_node_can_run_is_not_stranded() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("render", 0));
    store().nodes().join("old", LEASE, Set.of("inspect"));
    assertThat(store().nodes().failStranded(LEASE.multipliedBy(2))).isZero();
    passTime(LEASE);
    Lease newer = store().nodes().join("new", LEASE, Set.of("render"));
    assertThat(store().nodes().failStranded(Duration.ZERO)).isZero();
    assertThat(store().nodes().stranded()).isEmpty();

    passTime(LEASE.multipliedBy(2));
    assertThat(store().nodes().failStranded(LEASE)).isZero();
    assertThat(store().nodes().stranded()).containsEntry("render", 1L);
    assertThat(store().nodes().renew(newer)).isTrue();
    assertThat(script.latest(video).status()).isEqualTo(VideoStatus.QUEUED);
  }
}
