package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.BROKEN;
import static dev.reelstate.testkit.contract.StoreScript.STEPS;
import static dev.reelstate.testkit.contract.StoreScript.artifact;
import static dev.reelstate.testkit.contract.StoreScript.failed;
import static dev.reelstate.testkit.contract.StoreScript.published;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reelstate.event.EventCursor;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.Receipt;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.NodeStatus;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskId;
import dev.reelstate.task.TaskQuery;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  /** Those of other kinds stay, and so do those that were given. */
  @Test
  default void a_settled_video_can_forget_artifacts_of_some_kinds() {
    StoreScript script = new StoreScript(store());
    Artifact film = artifact(Artifact.MP4, 1);
    Artifact poster = artifact(Artifact.POSTER, 1);
    Artifact cues = artifact(Artifact.STORYBOARD_CUES, 1);
    Artifact given = artifact(Artifact.POSTER, 0);
    Video video = script.queued(task("render", 0), task("publish", 0, "render"));
    Lease lease = script.join("maker");
    script.report(
        succeeded(store().tasks().claim(lease, 1, Set.of("render")).get(0), film, poster, cues));
    store().videos().give(video.id(), given);
    script.report(published(store().tasks().claim(lease, 1, Set.of("publish")).get(0)));
    Video done = script.latest(video);
    Set<String> kinds = Set.of(Artifact.MP4, Artifact.POSTER);

    Video bare = store().videos().forgetArtifacts(done, kinds).orElseThrow();

    assertThat(bare.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(store().videos().artifacts(done.id())).containsExactlyInAnyOrder(cues, given);
    assertThat(store().videos().artifacts(done.id(), 1)).containsExactly(cues);
    assertThat(store().videos().forgetArtifacts(done, kinds)).isEmpty();
    Video queued = script.queued(task("render", 0));
    assertThatIllegalStateException()
        .isThrownBy(() -> store().videos().forgetArtifacts(queued, kinds));
  }

  /** What remains keeps its numbers and positions, and the last event always stays. */
  @Test
  default void events_of_a_settled_video_can_be_forgotten() {
    StoreScript script = new StoreScript(store());
    Video done = script.inStatus(VideoStatus.COMPLETED);
    List<VideoEvent> events = script.events(done);
    EventCursor.Batch before = store().events().read(EventCursor.BEGINNING, 1000);
    VideoEvent last = events.get(events.size() - 1);

    assertThat(store().events().forget(done.id(), events.get(0).at())).isZero();
    long forgotten = store().events().forget(done.id(), last.at().plusSeconds(1));

    assertThat(forgotten).isPositive();
    assertThat(script.events(done)).isEqualTo(events.subList((int) forgotten, events.size()));
    assertThat(store().events().replay(done.id(), last.number() - 1, 10)).containsExactly(last);
    EventCursor.Batch after = store().events().read(EventCursor.BEGINNING, 1000);
    assertThat(before.events()).containsAll(after.events());
    assertThat(after.next()).isEqualTo(before.next());
    Video queued = script.queued(task("render", 0));
    assertThatIllegalStateException()
        .isThrownBy(() -> store().events().forget(queued.id(), last.at()));
    assertThat(store().events().forget(VideoId.create(), last.at())).isZero();
  }

  /** An event that is set aside has still to be delivered. */
  @Test
  default void an_event_that_is_set_aside_is_not_forgotten() {
    StoreScript script = new StoreScript(store());
    Video done = script.inStatus(VideoStatus.COMPLETED);
    EventCursor.Batch batch = store().events().read(EventCursor.BEGINNING, 1);
    store().events().setAside("mail", batch.events().get(0), batch.next(), "no", 1);
    int all = script.events(done).size();

    assertThat(store().events().forget(done.id(), Instant.MAX.minusSeconds(1))).isZero();

    assertThat(script.events(done)).hasSize(all);
    assertThat(store().events().listSetAside("mail", 9)).hasSize(1);
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
