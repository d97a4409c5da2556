package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.BROKEN;
import static dev.reelstate.testkit.contract.StoreScript.STEPS;
import static dev.reelstate.testkit.contract.StoreScript.failed;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.NodeStatus;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskQuery;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store offers to operators: its nodes, and the tasks of all videos. */
public interface OperationsContract extends StoreContract {

  /** What it runs continues; nothing new is claimed under its lease, by whatever call. */
  @Test
  default void a_paused_node_finishes_its_tasks_and_claims_nothing() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    script.queued(task("render", 0), task("publish", 0, "render"));
    Claim running = script.claimOne(lease);

    assertThat(store().nodes().pause("a", true)).isTrue();
    assertThat(store().nodes().pause("a", true)).isFalse();

    assertThat(only("a").isPaused()).isTrue();
    assertThat(only("a").isDrained()).isFalse();
    assertThat(store().nodes().renew(lease)).isTrue();
    var exchange = store().tasks().exchange(List.of(succeeded(running)), lease, 5, STEPS);
    assertThat(exchange.receipts()).containsExactly(Receipt.ACCEPTED);
    assertThat(exchange.claims()).isEmpty();
    assertThat(script.claimAll(lease)).isEmpty();
    assertThat(only("a").isDrained()).isTrue();
    assertThat(script.claimAll(script.join("b"))).hasSize(1);
  }

  /** Whoever starts under the name is paused, until the pause ends. */
  @Test
  default void a_pause_outlives_the_node_until_it_is_ended() {
    StoreScript script = new StoreScript(store());
    assertThat(store().nodes().pause("a", false)).isFalse();
    store().nodes().pause("a", true);
    script.queued(task("render", 0));
    store().nodes().leave(script.join("a"));
    assertThat(only("a").lease()).isEmpty();
    Lease again = script.join("a");
    assertThat(script.claimAll(again)).isEmpty();

    assertThat(store().nodes().pause("a", false)).isTrue();

    assertThat(only("a").isPaused()).isFalse();
    assertThat(script.claimAll(again)).hasSize(1);
  }

  /** Nodes that left are not listed. */
  @Test
  default void nodes_are_listed_by_name_with_their_running_tasks() {
    StoreScript script = new StoreScript(store());
    Lease two = script.join("two");
    script.join("one");
    store().nodes().leave(script.join("gone"));
    script.queued(task("render", 0), task("render", 1));
    script.claimAll(two);

    List<NodeStatus> nodes = store().nodes().list();

    assertThat(nodes).extracting(NodeStatus::name).containsExactly("one", "two");
    assertThat(nodes).extracting(NodeStatus::running).containsExactly(0, 2);
    assertThat(nodes).allSatisfy(node -> {
      assertThat(node.epoch()).isEqualTo(1);
      assertThat(node.lease()).isPresent();
      assertThat(node.isPaused()).isFalse();
    });
  }

  private NodeStatus only(String name) {
    return store().nodes().list().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The record stays, and a change that was decided on before is refused. */
  @Test
  default void a_settled_video_can_forget_its_original() {
    StoreScript script = new StoreScript(store());
    Video done = script.inStatus(VideoStatus.COMPLETED);
    assertThat(done.original()).isNotNull();

    Video bare = store().videos().forgetOriginal(done).orElseThrow();

    assertThat(bare.original()).isNull();
    assertThat(bare.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(script.latest(done)).isEqualTo(bare);
    assertThat(store().videos().forgetOriginal(done)).isEmpty();
    assertThat(store().videos().change(done, new VideoChange.Stopped(VideoStatus.DELETED, null)))
        .isEmpty();
    Video queued = script.queued(task("render", 0));
    assertThatIllegalStateException().isThrownBy(() -> store().videos().forgetOriginal(queued));
  }

  /** Nothing of it is left; other videos cannot be purged. */
  @Test
  default void the_record_of_a_deleted_video_can_be_purged() {
    StoreScript script = new StoreScript(store());
    Video video = script.inStatus(VideoStatus.COMPLETED);
    script.reviewed(video);
    assertThat(store().videos().purge(video.id())).isFalse();
    script.change(script.latest(video), new VideoChange.Stopped(VideoStatus.DELETED, null));

    assertThat(store().videos().purge(video.id())).isTrue();

    assertThat(store().videos().find(video.id())).isEmpty();
    assertThat(store().videos().purge(video.id())).isFalse();
    assertThat(script.tasks(video)).isEmpty();
    assertThat(script.events(video)).isEmpty();
  }

  /** Pages have neither gaps nor repetitions. */
  @Test
  default void tasks_of_all_videos_are_listed_in_pages() {
    StoreScript script = new StoreScript(store());
    for (int i = 0; i < 5; i++) {
      script.queued(task("render", 0), task("audio", 0));
    }
    TaskQuery query = TaskQuery.of(TaskStatus.READY).withStep("render").withLimit(2);

    List<TaskId> found = new ArrayList<>();
    Page<Task> page = store().tasks().list(query);
    while (page.next() != null) {
      assertThat(page.items()).hasSize(2);
      page.items().forEach(task -> found.add(task.id()));
      page = store().tasks().list(query.withAfter(page.next()));
    }
    page.items().forEach(task -> found.add(task.id()));

    assertThat(found).hasSize(5).doesNotHaveDuplicates();
    assertThat(found).extracting(TaskId::step).containsOnly("render");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().tasks().list(query.withAfter("no cursor")));
  }

  /** Failed tasks come with the failures of their attempts, running ones with their node. */
  @Test
  default void tasks_are_found_by_status_and_node() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    script.queued(task("render", 0));
    script.report(failed(script.claimOne(lease), BROKEN, null));
    script.queued(task("audio", 0));
    script.report(failed(script.claimOne(lease), BROKEN, Duration.ofHours(1)));
    script.queued(task("render", 0));
    Claim running = script.claimOne(lease);

    Task failed = one(TaskQuery.of(TaskStatus.FAILED));
    assertThat(failed.attempts().get(0).failure()).isNotNull();
    assertThat(one(TaskQuery.of(TaskStatus.SCHEDULED)).id().step()).isEqualTo("audio");
    assertThat(one(TaskQuery.of(TaskStatus.RUNNING).withNode("a")).id()).isEqualTo(running.task());
    assertThat(
            store().tasks().list(TaskQuery.of(TaskStatus.RUNNING).withNode("b")).items())
        .isEmpty();
  }

  private Task one(TaskQuery query) {
    List<Task> found = store().tasks().list(query).items();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
