package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.LEASE;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.spi.Receipt;
import dev.reelstate.task.Claim;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.reelstate.spi.NodeRegistry}. */
public interface NodeRegistryContract extends StoreContract {

  /** Each start is a new epoch. */
  @Test
  default void the_epoch_grows_with_each_start_of_a_node() {
    Lease first = store().nodes().join("a", LEASE);
    Lease second = store().nodes().join("a", LEASE);
    store().nodes().leave(second);
    Lease third = store().nodes().join("a", LEASE);

    assertThat(second.epoch()).isGreaterThan(first.epoch());
    assertThat(third.epoch()).isGreaterThan(second.epoch());
    assertThat(first.node()).isEqualTo("a");
    assertThat(first.duration()).isEqualTo(LEASE);
  }

  /** Applies even if all nodes start at once. */
  @Test
  default void epochs_are_unique_under_16_threads() {
    List<Long> epochs =
        Race.run(16, thread -> () -> store().nodes().join("a", LEASE).epoch());

    assertThat(Set.copyOf(epochs)).hasSize(16);
  }

  /** A claim whose response was lost is known only to the store. */
  @Test
  default void tasks_unknown_to_the_node_are_handed_back() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    script.queued(task("render", 0));
    script.queued(task("render", 0));
    Claim known = script.claimOne(lease);
    Claim unknown = script.claimOne(lease);

    assertThat(store().nodes().giveBack(lease, Set.of(known.key()))).isEqualTo(1);

    assertThat(script.report(succeeded(unknown))).isEqualTo(Receipt.LEASE_LOST);
    assertThat(script.report(succeeded(known))).isEqualTo(Receipt.ACCEPTED);
    assertThat(script.claimOne(lease).task()).isEqualTo(unknown.task());
  }

  /** A lease lasts as long as it is renewed. */
  @Test
  default void a_lease_that_is_renewed_stays_valid() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    script.queued(task("render", 0));
    Claim claim = script.claimOne(lease);
    for (int i = 0; i < 3; i++) {
      passTime(LEASE.multipliedBy(2).dividedBy(3));
      assertThat(store().nodes().renew(lease)).isTrue();
      assertThat(store().nodes().recover(3)).isZero();
    }
    assertThat(script.report(succeeded(claim))).isEqualTo(Receipt.ACCEPTED);
  }

  /** An expired lease still belongs to its node until it is recovered. */
  @Test
  default void a_lease_that_expired_but_was_not_recovered_can_be_renewed() {
    Lease lease = store().nodes().join("a", LEASE);
    passTime(LEASE.multipliedBy(2));

    assertThat(store().nodes().renew(lease)).isTrue();
    assertThat(store().nodes().recover(3)).isZero();
  }

  /** A lost node's tasks go to another node, and its later writes are refused. */
  @Test
  default void the_tasks_of_an_expired_lease_are_taken_back() {
    StoreScript script = new StoreScript(store());
    Lease gone = script.join("gone");
    Video video = script.queued(task("render", 0));
    Claim zombie = script.claimOne(gone);
    assertThat(store().nodes().recover(3)).isZero();
    passTime(LEASE.plus(Duration.ofSeconds(1)));

    assertThat(store().nodes().recover(3)).isEqualTo(1);

    assertThat(store().nodes().renew(gone)).isFalse();
    assertThat(script.tasks(video).get(0).status()).isEqualTo(TaskStatus.READY);
    assertThat(script.tasks(video).get(0).attempts().get(0).outcome()).isEqualTo(Outcome.LOST);
    assertThat(script.report(succeeded(zombie))).isEqualTo(Receipt.LEASE_LOST);
    Claim taken = script.claimOne(script.join("other"));
    assertThat(taken.attempt()).isEqualTo(2);
    assertThat(taken.failures()).isZero();
    assertThat(script.report(succeeded(zombie))).isEqualTo(Receipt.LEASE_LOST);
    assertThat(script.report(succeeded(taken))).isEqualTo(Receipt.ACCEPTED);
  }

  /** After a restart, tasks do not wait for the old lease to expire. */
  @Test
  default void a_new_epoch_frees_the_tasks_of_the_previous_one_at_once() {
    StoreScript script = new StoreScript(store());
    Lease before = script.join("a");
    Lease bystander = script.join("b");
    Video video = script.queued(task("render", 0), task("render", 1));
    Claim old = script.claimOne(before);
    Claim others = script.claimOne(bystander);

    Lease after = script.join("a");

    assertThat(store().nodes().renew(before)).isFalse();
    assertThat(store().nodes().isReplaced(before)).isTrue();
    assertThat(store().nodes().isReplaced(after)).isFalse();
    assertThat(store().nodes().isReplaced(bystander)).isFalse();
    Claim again = script.claimOne(after);
    assertThat(again.task()).isEqualTo(old.task());
    assertThat(script.report(succeeded(old))).isEqualTo(Receipt.LEASE_LOST);
    assertThat(script.report(succeeded(others))).isEqualTo(Receipt.ACCEPTED);
    assertThat(script.tasks(video).get(0).attempts())
        .extracting(Task.Attempt::outcome)
        .containsExactly(Outcome.LOST, null);
  }

  /** Leaving hands everything back. */
  @Test
  default void a_node_that_leaves_hands_its_work_back() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Video video = script.queued(task("render", 0));
    Claim claim = script.claimOne(lease);

    store().nodes().leave(lease);
    store().nodes().leave(lease);

    assertThat(store().nodes().renew(lease)).isFalse();
    assertThat(script.tasks(video).get(0).attempts().get(0).outcome()).isEqualTo(Outcome.RELEASED);
    assertThat(script.report(succeeded(claim))).isEqualTo(Receipt.LEASE_LOST);
    assertThat(script.claimOne(script.join("b")).failures()).isZero();
    assertThat(store().nodes().recover(0)).isZero();
    assertThat(script.latest(video).status()).isEqualTo(VideoStatus.PROCESSING);
  }

  /** A task that brings down node after node is abandoned. */
  @Test
  default void a_task_that_is_lost_too_often_fails_its_video() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("render", 0), task("render", 1), task("publish", 0, "render"));
    for (int loss = 1; loss <= 3; loss++) {
      assertThat(script.latest(video).status()).isNotEqualTo(VideoStatus.FAILED);
      script.claimAll(script.join("node-" + loss));
      passTime(LEASE.plus(Duration.ofSeconds(1)));
      assertThat(store().nodes().recover(2)).isEqualTo(2);
    }

    assertLost(script, video);
  }

  /** Applies even if the same node restarts each time. */
  @Test
  default void losses_to_new_epochs_of_one_node_count_too() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("render", 0), task("publish", 0, "render"));
    for (int loss = 1; loss <= 3; loss++) {
      script.claimAll(script.join("a"));
    }
    script.join("a");
    assertThat(script.latest(video).status()).isEqualTo(VideoStatus.PROCESSING);

    store().nodes().recover(2);

    assertLost(script, video);
  }

  private static void assertLost(StoreScript script, Video video) {
    assertThat(script.latest(video).status()).isEqualTo(VideoStatus.FAILED);
    assertThat(script.latest(video).failure()).isNotNull().satisfies(failure -> {
      assertThat(failure.code()).isEqualTo(FailureCode.NODE_LOST);
      assertThat(failure.step()).isEqualTo("render");
    });
    List<Task> tasks = script.tasks(video);
    assertThat(tasks.get(0).status()).isEqualTo(TaskStatus.FAILED);
    assertThat(tasks.get(0).attempts())
        .extracting(Task.Attempt::outcome)
        .containsOnly(Outcome.LOST);
    assertThat(tasks.subList(1, tasks.size()))
        .extracting(Task::status)
        .containsOnly(TaskStatus.CANCELLED);
  }
}
