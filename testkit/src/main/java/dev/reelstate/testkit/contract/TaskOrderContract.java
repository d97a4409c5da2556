package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.ORIGINAL;
import static dev.reelstate.testkit.contract.StoreScript.STEPS;
import static dev.reelstate.testkit.contract.StoreScript.named;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.EventLog.Registration;
import dev.reelstate.spi.StoredVideo;
import dev.reelstate.task.Claim;
import dev.reelstate.task.Lease;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of queueing: many videos at once, and fairness between projects. */
public interface TaskOrderContract extends StoreContract {

  /** A bulk import of one project does not starve another project's later videos. */
  @Test
  default void projects_take_turns() {
    StoreScript script = new StoreScript(store());
    for (int i = 0; i < 6; i++) {
      script.queued(named("bulk", null, 0), task("render", 0));
    }
    Lease lease = script.join("a");
    assertThat(projects(store().tasks().claim(lease, 2, STEPS))).containsExactly("bulk", "bulk");
    passTime(Duration.ofSeconds(10));
    script.queued(named("small", null, 0), task("render", 0));
    script.queued(named("small", null, 0), task("render", 0));

    assertThat(projects(script.claimAll(lease)))
        .containsExactly("bulk", "small", "bulk", "small", "bulk", "bulk");
  }

  /** Past usage does not count: a project whose videos are done queues like any other. */
  @Test
  default void a_project_that_was_served_is_not_penalized_later() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    for (int i = 0; i < 6; i++) {
      script.queued(named("bulk", null, 0), task("render", 0));
    }
    script.claimAll(lease);
    passTime(Duration.ofSeconds(1));
    script.queued(named("bulk", null, 0), task("render", 0));
    passTime(Duration.ofSeconds(1));
    script.queued(named("other", null, 0), task("render", 0));

    assertThat(projects(script.claimAll(lease))).containsExactly("bulk", "other");
  }

  /** A long film's parts do not keep the short films of its own project waiting. */
  @Test
  default void the_parts_of_a_video_take_turns_with_other_videos() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    TaskSpec[] parts =
        IntStream.range(0, 6).mapToObj(part -> task("render", part)).toArray(TaskSpec[]::new);
    Video film = script.queued(named("p", null, 0), parts);
    assertThat(store().tasks().claim(lease, 2, STEPS)).hasSize(2);
    script.queued(named("p", null, 0), task("render", 0));
    script.queued(named("p", null, 0), task("render", 0));

    List<Claim> rest = script.claimAll(lease);

    assertThat(rest)
        .extracting(claim -> claim.task().videoId().equals(film.id()))
        .containsExactly(true, false, true, false, true, true);
    assertThat(rest)
        .filteredOn(claim -> claim.task().videoId().equals(film.id()))
        .extracting(claim -> claim.task().part())
        .containsExactly(2, 3, 4, 5);
  }

  /** Projects take turns only within a priority. */
  @Test
  default void a_higher_priority_goes_before_any_turn() {
    StoreScript script = new StoreScript(store());
    script.queued(named("a", null, 0), task("render", 0));
    script.queued(named("b", null, 0), task("render", 0));
    script.queued(named("a", null, 1), task("render", 0));
    script.queued(named("a", null, 1), task("render", 0));

    assertThat(projects(script.claimAll(script.join("a")))).containsExactly("a", "a", "a", "b");
  }

  /** Priorities are any int, the lowest and the highest of them included. */
  @Test
  default void the_most_extreme_priorities_are_in_order() {
    StoreScript script = new StoreScript(store());
    script.queued(named("lowest", null, Integer.MIN_VALUE), task("render", 0));
    script.queued(named("low", null, Integer.MIN_VALUE + 1), task("render", 0));
    script.queued(named("usual", null, 0), task("render", 0));
    script.queued(named("highest", null, Integer.MAX_VALUE), task("render", 0));

    assertThat(projects(script.claimAll(script.join("a"))))
        .containsExactly("highest", "usual", "low", "lowest");
  }

  /** Videos whose originals are stored are queued together, in order, each with its plan. */
  @Test
  default void many_videos_are_queued_at_once() {
    StoreScript script = new StoreScript(store());
    List<StoredVideo> stored = IntStream.range(0, 40)
        .mapToObj(i ->
            stored(named("p", "key-" + i, 0), task("inspect", 0), task("render", 0, "inspect")))
        .toList();

    List<VideoId> ids = store().videos().queue(stored);

    assertThat(ids).isEqualTo(stored.stream().map(each -> each.video().id()).toList());
    Video first = store().videos().find(ids.get(0)).orElseThrow();
    assertThat(first.status()).isEqualTo(VideoStatus.QUEUED);
    assertThat(first.original()).isEqualTo(ORIGINAL);
    assertThat(first.generation()).isEqualTo(1);
    assertThat(script.events(first)).singleElement().satisfies(event -> {
      assertThat(event.number()).isEqualTo(1);
      assertThat(((VideoEvent.StatusChanged) event).from()).isNull();
      assertThat(((VideoEvent.StatusChanged) event).to()).isEqualTo(VideoStatus.QUEUED);
    });
    assertThat(script.tasks(first))
        .extracting(Task::status)
        .containsExactly(TaskStatus.READY, TaskStatus.BLOCKED);
    assertThat(script.claimAll(script.join("a")))
        .extracting(claim -> claim.task().videoId())
        .isEqualTo(ids);
  }

  /** An upload that is already known, from before or from the same list, is not queued again. */
  @Test
  default void a_known_upload_is_not_queued_again() {
    StoreScript script = new StoreScript(store());
    Video known = store().videos().create(named("p", "known", 0));
    NewVideo twice = named("p", "twice", 0);

    List<VideoId> ids = store()
        .videos()
        .queue(List.of(
            stored(named("p", "known", 0), task("render", 0)),
            stored(twice, task("render", 0)),
            stored(named("p", "twice", 0), task("render", 0))));

    assertThat(ids).containsExactly(known.id(), twice.id(), twice.id());
    assertThat(script.latest(known).status()).isEqualTo(VideoStatus.UPLOADING);
    assertThat(script.claimAll(script.join("a"))).hasSize(1);
  }

  /** Either all videos are queued or none. */
  @Test
  default void a_list_with_one_invalid_video_queues_nothing() {
    NewVideo good = named("p", null, 0);
    Video taken = new StoreScript(store()).uploading();
    NewVideo bad = new NewVideo(taken.id(), "p", "A film", "film.mp4", null, Set.of(), 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> store()
            .videos()
            .queue(List.of(stored(good, task("render", 0)), stored(bad, task("render", 0)))));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            store().videos().queue(List.of(stored(good, task("a", 0, "b"), task("b", 0, "a")))));
    assertThat(store().videos().find(good.id())).isEmpty();
    assertThat(store().videos().queue(List.of())).isEmpty();
  }

  /** A listener that waits for work is notified. */
  @Test
  default void a_listener_is_notified_when_tasks_become_ready() {
    StoreScript script = new StoreScript(store());
    AtomicInteger calls = new AtomicInteger();
    Lease lease = script.join("a");
    try (Registration registered = store().tasks().onReady(calls::incrementAndGet)) {
      assertThat(registered).isNotNull();
      script.queued(task("inspect", 0), task("render", 0, "inspect"));
      assertThat(calls.getAndSet(0)).isPositive();
      script.report(StoreScript.succeeded(script.claimOne(lease)));
      assertThat(calls.getAndSet(0)).isPositive();
    }
    script.queued(task("inspect", 0));
    assertThat(calls).hasValue(0);
    assertThat(store().tasks().pollInterval())
        .isBetween(Duration.ofMillis(10), Duration.ofSeconds(1));
  }

  private List<String> projects(List<Claim> claims) {
    List<String> projects = new ArrayList<>();
    claims.forEach(claim ->
        projects.add(store().videos().find(claim.task().videoId()).orElseThrow().project()));
    return projects;
  }

  private static StoredVideo stored(NewVideo video, TaskSpec... plan) {
    return new StoredVideo(video, ORIGINAL, List.of(plan));
  }
}
