package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.BROKEN;
import static dev.reelstate.testkit.contract.StoreScript.ORIGINAL;
import static dev.reelstate.testkit.contract.StoreScript.artifact;
import static dev.reelstate.testkit.contract.StoreScript.named;
import static dev.reelstate.testkit.contract.StoreScript.planned;
import static dev.reelstate.testkit.contract.StoreScript.published;
import static dev.reelstate.testkit.contract.StoreScript.succeeded;
import static dev.reelstate.testkit.contract.StoreScript.task;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reelstate.event.Progress;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Lease;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Page;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.reelstate.spi.VideoCatalog}. */
public interface VideoCatalogContract extends StoreContract {

  /** A created video can be found with everything it was given. */
  @Test
  default void a_new_video_is_uploading_and_keeps_what_it_was_given() {
    NewVideo given = new NewVideo(
        VideoId.create(),
        "Zoo",
        "Löwe 🦁 \"1\"",
        "../löwe.mp4",
        "key",
        Set.of("cat", "größer"),
        -3);

    Video created = store().videos().create(given);

    assertThat(store().videos().find(given.id())).contains(created);
    assertThat(created)
        .usingRecursiveComparison()
        .comparingOnlyFields(
            "id", "project", "title", "fileName", "uploadKey", "labels", "priority")
        .isEqualTo(given);
    assertThat(created.status()).isEqualTo(VideoStatus.UPLOADING);
    assertThat(created.progress()).isEqualTo(Progress.UNKNOWN);
    assertThat(created.version()).isZero();
    assertThat(created.eventNumber()).isEqualTo(1);
    assertThat(created.createdAt()).isEqualTo(created.updatedAt());
  }

  /** No video is found under an identity that was never assigned. */
  @Test
  default void an_unknown_video_is_not_found() {
    assertThat(store().videos().find(VideoId.create())).isEmpty();
    assertThat(store().videos().artifacts(VideoId.create())).isEmpty();
  }

  /** An upload key makes creation idempotent within its project. */
  @Test
  default void the_same_upload_key_gives_the_first_video_of_its_project() {
    Video first = store().videos().create(named("a", "key", 0));

    assertThat(store().videos().create(named("a", "key", 0))).isEqualTo(first);
    assertThat(store().videos().create(named("b", "key", 0)).id()).isNotEqualTo(first.id());
    assertThat(store().videos().create(named("a", null, 0)).id()).isNotEqualTo(first.id());
  }

  /** Upload keys are compared character by character. */
  @Test
  default void an_upload_key_that_differs_in_case_accents_or_spaces_is_a_different_one() {
    Set<VideoId> ids = Stream.of("key", "Key", "key ", "kéy", "ke\u0301y")
        .map(key -> store().videos().create(named("a", key, 0)).id())
        .collect(toSet());

    assertThat(ids).hasSize(5);
  }

  /** After its video is deleted, a file may be uploaded again. */
  @Test
  default void a_deleted_video_releases_its_upload_key() {
    Video first = store().videos().create(named("a", "key", 0));
    store().videos().change(first, new VideoChange.Stopped(VideoStatus.DELETED, null));

    assertThat(store().videos().create(named("a", "key", 0)).id()).isNotEqualTo(first.id());
    assertThat(store().videos().find(first.id()).orElseThrow().uploadKey()).isNull();
  }

  /** Applies even if all requests arrive at once. */
  @Test
  default void the_same_upload_key_creates_one_video_under_16_threads() {
    List<VideoId> ids = Race.run(
        16, thread -> () -> store().videos().create(named("a", "key", 0)).id());

    assertThat(Set.copyOf(ids)).hasSize(1);
    assertThat(store().videos().list(VideoQuery.all()).items()).hasSize(1);
  }

  /** An identity can be used only once. */
  @Test
  default void an_identity_that_is_taken_is_refused() {
    NewVideo video = named("a", null, 0);
    store().videos().create(video);

    assertThatIllegalArgumentException().isThrownBy(() -> store().videos().create(video));
  }

  /** A change that the transition table does not allow leaves everything as it was. */
  @Test
  default void every_transition_that_is_not_in_the_table_is_refused() {
    StoreScript script = new StoreScript(store());
    for (VideoStatus from : VideoStatus.values()) {
      Video video = script.inStatus(from);
      for (VideoChange change : allChanges()) {
        if (!from.canBecome(change.to())) {
          assertThatIllegalStateException()
              .as("%s to %s", from, change.to())
              .isThrownBy(() -> store().videos().change(video, change));
        }
      }
      assertThat(script.latest(video)).isEqualTo(video);
      assertThat(script.events(video)).hasSize((int) video.eventNumber());
    }
  }

  /** A change is a compare-and-set. */
  @Test
  default void a_change_based_on_a_stale_video_does_nothing() {
    StoreScript script = new StoreScript(store());
    Video seen = script.uploading();
    Video received = script.change(seen, new VideoChange.Received(ORIGINAL));

    assertThat(store().videos().change(seen, new VideoChange.Stopped(VideoStatus.CANCELLED, null)))
        .isEmpty();
    assertThat(script.latest(seen)).isEqualTo(received);
    assertThat(received.version()).isEqualTo(1);
    assertThat(received.original()).isEqualTo(ORIGINAL);
  }

  /** Only one of several concurrent changes wins. */
  @Test
  default void one_of_16_threads_wins_a_change() {
    StoreScript script = new StoreScript(store());
    Video seen = script.received();

    List<Optional<Video>> results = Race.run(
        16,
        thread -> () ->
            store().videos().change(seen, new VideoChange.Queued(List.of(task("render", thread)))));

    assertThat(results.stream().flatMap(Optional::stream)).hasSize(1);
    assertThat(script.tasks(seen)).hasSize(1);
    assertThat(script.latest(seen).version()).isEqualTo(seen.version() + 1);
  }

  /** Several changes in one call are atomic. */
  @Test
  default void several_changes_are_applied_together_or_not_at_all() {
    StoreScript script = new StoreScript(store());
    Video seen = script.uploading();

    assertThatIllegalStateException()
        .isThrownBy(() -> store()
            .videos()
            .change(
                seen,
                new VideoChange.Received(ORIGINAL),
                new VideoChange.Queued(List.of(task("inspect", 0))),
                new VideoChange.Restarted()));
    assertThat(script.latest(seen)).isEqualTo(seen);
    assertThat(script.events(seen)).hasSize(1);

    Video queued = script.change(
        seen,
        new VideoChange.Received(ORIGINAL),
        new VideoChange.Queued(List.of(task("inspect", 0))));
    assertThat(queued.status()).isEqualTo(VideoStatus.QUEUED);
    assertThat(queued.version()).isEqualTo(2);
    assertThat(queued.generation()).isEqualTo(1);
    assertThat(queued.eventNumber()).isEqualTo(3);
  }

  /** A failure lasts exactly as long as the status that it explains. */
  @Test
  default void a_failure_disappears_with_the_status_that_it_explains() {
    StoreScript script = new StoreScript(store());
    Video failed =
        script.change(script.uploading(), new VideoChange.Stopped(VideoStatus.FAILED, BROKEN));

    assertThat(failed.failure()).isEqualTo(BROKEN);
    assertThat(script.change(failed, new VideoChange.Restarted()).failure()).isNull();
  }

  /** A restarted upload keeps nothing of the previous one. */
  @Test
  default void a_restarted_upload_has_neither_original_nor_media() {
    StoreScript script = new StoreScript(store());
    Video video = script.queued(task("inspect", 0));
    script.report(planned(script.claimOne(script.join("a")), task("render", 0)));
    Video cancelled =
        script.change(script.latest(video), new VideoChange.Stopped(VideoStatus.CANCELLED, null));
    assertThat(cancelled.media()).isEqualTo(StoreScript.MEDIA);

    Video restarted = script.change(cancelled, new VideoChange.Restarted());

    assertThat(restarted.original()).isNull();
    assertThat(restarted.media()).isNull();
  }

  /** A plan must have tasks, without duplicates or cycles. */
  @Test
  default void an_invalid_plan_is_refused() {
    StoreScript script = new StoreScript(store());
    Video video = script.received();
    List<VideoChange> plans = List.of(
        new VideoChange.Queued(List.of()),
        new VideoChange.Queued(List.of(task("render", 0), task("render", 0))),
        new VideoChange.Queued(List.of(task("render", 0, "audio"), task("audio", 0, "render"))));

    for (VideoChange plan : plans) {
      assertThatIllegalArgumentException().isThrownBy(() -> store().videos().change(video, plan));
    }
    assertThat(script.latest(video)).isEqualTo(video);
    assertThat(script.tasks(video)).isEmpty();
  }

  /**
   * Pages run from the newest video to the oldest and return each video that existed at the start
   * once.
   */
  @Test
  default void pages_are_stable_while_videos_arrive() {
    List<VideoId> expected = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      expected.add(store().videos().create(named("a", null, 0)).id());
    }
    List<Video> read = new ArrayList<>();
    VideoQuery query = VideoQuery.all().withLimit(2);
    Page<Video> page = store().videos().list(query);
    while (true) {
      read.addAll(page.items());
      store().videos().create(named("a", null, 0));
      if (page.next() == null) {
        break;
      }
      page = store().videos().list(query.withAfter(page.next()));
    }

    assertThat(read).isSortedAccordingTo(comparing(Video::createdAt).reversed());
    assertThat(read).extracting(Video::id).doesNotHaveDuplicates().containsAll(expected);
  }

  /** A page without a cursor is the last one. */
  @Test
  default void the_last_page_has_no_cursor() {
    store().videos().create(named("a", null, 0));
    store().videos().create(named("a", null, 0));

    assertThat(store().videos().list(VideoQuery.all().withLimit(2)).next()).isNull();
    assertThat(store().videos().list(VideoQuery.all().withLimit(1)).next()).isNotNull();
  }

  /** A list can be filtered by project and status. */
  @Test
  default void a_list_is_filtered_by_project_and_status_and_omits_deleted_videos() {
    StoreScript script = new StoreScript(store());
    Video other = store().videos().create(named("other", null, 0));
    Video received = script.received();
    Video deleted = script.inStatus(VideoStatus.DELETED);

    assertThat(listed(VideoQuery.all())).containsExactlyInAnyOrder(other.id(), received.id());
    assertThat(listed(VideoQuery.all().withProject("other"))).containsExactly(other.id());
    assertThat(listed(VideoQuery.all().withStatuses(VideoStatus.UPLOADED)))
        .containsExactly(received.id());
    assertThat(listed(VideoQuery.all().withStatuses(VideoStatus.UPLOADED, VideoStatus.DELETED)))
        .containsExactlyInAnyOrder(received.id(), deleted.id());
    assertThat(listed(VideoQuery.all().withProject("other").withStatuses(VideoStatus.UPLOADED)))
        .isEmpty();
  }

  /** Covers the filters for what people remember of a video. */
  @Test
  default void a_list_is_filtered_by_label_title_and_time() {
    Video beach = store().videos().create(titled("Day at the Beach", "holiday", "sea"));
    passTime(Duration.ofMinutes(1));
    Video alps = store().videos().create(titled("100% Alps", "holiday"));

    assertThat(listed(VideoQuery.all().withLabel("holiday")))
        .containsExactly(alps.id(), beach.id());
    assertThat(listed(VideoQuery.all().withLabel("sea"))).containsExactly(beach.id());
    assertThat(listed(VideoQuery.all().withText("BEACH"))).containsExactly(beach.id());
    assertThat(listed(VideoQuery.all().withText("%"))).containsExactly(alps.id());
    assertThat(listed(VideoQuery.all().withText("_"))).isEmpty();
    Instant first = store().videos().find(beach.id()).orElseThrow().createdAt();
    Instant second = store().videos().find(alps.id()).orElseThrow().createdAt();
    assertThat(listed(VideoQuery.all().withCreated(second, null))).containsExactly(alps.id());
    assertThat(listed(VideoQuery.all().withCreated(first, second))).containsExactly(beach.id());
  }

  /** The oldest video is the one that has waited longest. */
  @Test
  default void the_oldest_of_a_status_is_the_one_that_was_created_first() {
    StoreScript script = new StoreScript(store());
    assertThat(store().videos().oldest(VideoStatus.QUEUED)).isEmpty();
    script.uploading();
    Video first = script.queued(task("inspect", 0));
    script.queued(task("inspect", 0));
    script.uploading();

    assertThat(store().videos().oldest(VideoStatus.QUEUED).map(Video::id)).contains(first.id());
    assertThat(store().videos().oldest(VideoStatus.FAILED)).isEmpty();
  }

  /** The counts per status serve the tabs above a list. */
  @Test
  default void videos_are_counted_by_status() {
    StoreScript script = new StoreScript(store());
    script.received();
    script.received();
    store().videos().create(named("other", null, 0));
    script.inStatus(VideoStatus.DELETED);

    assertThat(store().videos().count(VideoQuery.all()))
        .isEqualTo(Map.of(VideoStatus.UPLOADED, 2L, VideoStatus.UPLOADING, 1L));
    assertThat(store().videos().count(VideoQuery.all().withProject("other")))
        .isEqualTo(Map.of(VideoStatus.UPLOADING, 1L));
    assertThat(store().videos().count(VideoQuery.all().withStatuses(VideoStatus.DELETED)))
        .isEqualTo(Map.of(VideoStatus.DELETED, 1L));
  }

  /**
   * A generation becomes visible as a whole, except for the first, which is visible as it grows.
   */
  @Test
  default void a_new_generation_is_not_visible_until_it_is_published() {
    StoreScript script = new StoreScript(store());
    Lease lease = script.join("a");
    Artifact first = artifact(Artifact.MP4, 1);
    Artifact poster = artifact(Artifact.POSTER, 1);
    Artifact second = artifact(Artifact.MP4, 2);

    Video video = script.queued(task("render", 0), task("publish", 0, "render"));
    script.report(succeeded(script.claimOne(lease), first, poster));
    assertThat(store().videos().artifacts(video.id())).containsExactly(first, poster);
    Video playable = script.latest(video);
    assertThat(playable.playableAt()).isNotNull();
    script.report(published(script.claimOne(lease)));

    script.change(
        script.latest(video),
        new VideoChange.Queued(List.of(task("render", 0), task("publish", 0, "render"))));
    script.report(succeeded(script.claimOne(lease), second));
    assertThat(store().videos().artifacts(video.id())).containsExactly(first, poster);
    assertThat(store().videos().artifacts(video.id(), 2)).containsExactly(second);
    script.report(published(script.claimOne(lease)));

    assertThat(store().videos().artifacts(video.id())).containsExactly(second);
    assertThat(store().videos().artifacts(video.id(), 1)).containsExactly(first, poster);
    assertThat(script.latest(video).publishedGeneration()).isEqualTo(2);
    assertThat(script.latest(video).playableAt()).isEqualTo(playable.playableAt());
  }

  private static NewVideo titled(String title, String... labels) {
    return new NewVideo(
        VideoId.create(), NewVideo.DEFAULT_PROJECT, title, "film.mp4", null, Set.of(labels), 0);
  }

  private List<VideoId> listed(VideoQuery query) {
    return store().videos().list(query).items().stream().map(Video::id).toList();
  }

  private static List<VideoChange> allChanges() {
    return List.of(
        new VideoChange.Received(ORIGINAL),
        new VideoChange.Queued(List.of(task("inspect", 0))),
        new VideoChange.Resumed(),
        new VideoChange.Restarted(),
        new VideoChange.Stopped(VideoStatus.FAILED, BROKEN),
        new VideoChange.Stopped(VideoStatus.REJECTED, BROKEN),
        new VideoChange.Stopped(VideoStatus.CANCELLED, null),
        new VideoChange.Stopped(VideoStatus.DELETED, null));
  }
}
