package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.OTHER_TRUTH;
import static dev.reelstate.testkit.contract.StoreScript.TRUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.GroundTruthCatalog.Saved;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.reelstate.spi.GroundTruthCatalog}. */
public interface GroundTruthContract extends StoreContract {

  /**
   * Covers frames without annotations, times to the nanosecond, and everything that an annotation
   * may have or lack.
   */
  @Test
  default void ground_truth_is_read_as_it_was_saved() {
    Video video = new StoreScript(store()).uploading();

    Saved saved = store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT);

    assertThat(saved.isNew()).isTrue();
    GroundTruthRevision revision = saved.revision();
    assertThat(revision.videoId()).isEqualTo(video.id());
    assertThat(revision.revision()).isEqualTo(1);
    assertThat(revision.state()).isEqualTo(ReviewState.DRAFT);
    assertThat(revision.contentHash()).isEqualTo(TRUTH.contentHash());
    assertThat(revision.frames()).isEqualTo(TRUTH.frames().size());
    assertThat(revision.annotations()).isEqualTo(TRUTH.annotationCount());
    assertThat(revision.reviewedAt()).isEqualTo(revision.savedAt());
    assertThat(store().groundTruth().find(video.id()))
        .contains(new GroundTruthSet(revision, TRUTH));
    assertThat(store().groundTruth().find(video.id()).orElseThrow().content().contentHash())
        .isEqualTo(revision.contentHash());
  }

  /** Ground truth may be empty. */
  @Test
  default void ground_truth_may_have_no_frames() {
    Video video = new StoreScript(store()).uploading();
    GroundTruth nothing = new GroundTruth(List.of());

    Saved saved = store().groundTruth().save(video.id(), nothing, ReviewState.IN_REVIEW);

    assertThat(store().groundTruth().find(video.id()))
        .contains(new GroundTruthSet(saved.revision(), nothing));
  }

  /** Every query for a video without ground truth returns an empty result. */
  @Test
  default void a_video_without_ground_truth_has_none() {
    Video video = new StoreScript(store()).uploading();

    for (VideoId id : List.of(video.id(), VideoId.create())) {
      assertThat(store().groundTruth().find(id)).isEmpty();
      assertThat(store().groundTruth().find(id, 1)).isEmpty();
      assertThat(store().groundTruth().list(id)).isEmpty();
    }
    assertThat(video.groundTruthStatus()).isEqualTo(GroundTruthStatus.NONE);
  }

  /** Revisions do not change when others follow; the latest one determines the status. */
  @Test
  default void each_content_is_a_revision_and_the_latest_one_determines_the_status() {
    StoreScript script = new StoreScript(store());
    Video video = script.uploading();
    GroundTruthRevision first =
        store().groundTruth().save(video.id(), TRUTH, ReviewState.APPROVED).revision();
    assertThat(script.latest(video).groundTruthStatus()).isEqualTo(GroundTruthStatus.APPROVED);

    GroundTruthRevision second =
        store().groundTruth().save(video.id(), OTHER_TRUTH, ReviewState.DRAFT).revision();

    assertThat(second.revision()).isEqualTo(2);
    assertThat(store().groundTruth().list(video.id())).containsExactly(second, first);
    assertThat(store().groundTruth().find(video.id()))
        .contains(new GroundTruthSet(second, OTHER_TRUTH));
    assertThat(store().groundTruth().find(video.id(), 1))
        .contains(new GroundTruthSet(first, TRUTH));
    assertThat(store().groundTruth().find(video.id(), 3)).isEmpty();
    assertThat(script.latest(video).groundTruthStatus()).isEqualTo(GroundTruthStatus.PROPOSED);
  }

  /** Applies even if another revision has followed or another state is requested. */
  @Test
  default void saving_the_same_content_again_changes_nothing() {
    StoreScript script = new StoreScript(store());
    Video video = script.uploading();
    GroundTruthRevision first =
        store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT).revision();
    store().groundTruth().save(video.id(), OTHER_TRUTH, ReviewState.IN_REVIEW);
    Video before = script.latest(video);

    Saved again = store().groundTruth().save(video.id(), TRUTH, ReviewState.APPROVED);

    assertThat(again).isEqualTo(new Saved(first, false));
    assertThat(script.latest(video)).isEqualTo(before);
    assertThat(store().groundTruth().list(video.id())).hasSize(2);
  }

  /** Content is compared only within one video. */
  @Test
  default void two_videos_may_have_the_same_ground_truth() {
    StoreScript script = new StoreScript(store());
    VideoId one = script.uploading().id();
    VideoId other = script.uploading().id();

    assertThat(store().groundTruth().save(one, TRUTH, ReviewState.DRAFT).isNew())
        .isTrue();
    assertThat(store().groundTruth().save(other, TRUTH, ReviewState.DRAFT).isNew())
        .isTrue();
  }

  /** Concurrent writers of the same and of different content all get a revision. */
  @Test
  default void contents_saved_by_8_threads_are_numbered_without_gaps() {
    VideoId id = new StoreScript(store()).uploading().id();
    List<GroundTruth> contents = List.of(TRUTH, OTHER_TRUTH, new GroundTruth(List.of()));

    List<Saved> saved = Race.run(
        8,
        thread ->
            () -> store().groundTruth().save(id, contents.get(thread % 3), ReviewState.DRAFT));

    assertThat(saved.stream().filter(Saved::isNew)).hasSize(3);
    assertThat(store().groundTruth().list(id))
        .extracting(GroundTruthRevision::revision)
        .containsExactly(3, 2, 1);
  }

  /** The state changes; the content and the number do not. */
  @Test
  default void a_review_moves_the_state_of_the_revision_and_of_the_video() {
    StoreScript script = new StoreScript(store());
    Video video = script.uploading();
    GroundTruthRevision draft =
        store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT).revision();
    passTime(Duration.ofSeconds(1));

    GroundTruthRevision approved =
        store().groundTruth().change(latest(video), ReviewState.APPROVED).orElseThrow();

    assertThat(approved.state()).isEqualTo(ReviewState.APPROVED);
    assertThat(approved.revision()).isEqualTo(draft.revision());
    assertThat(approved.reviewedAt()).isAfter(approved.savedAt());
    assertThat(store().groundTruth().find(video.id()))
        .contains(new GroundTruthSet(approved, TRUTH));
    assertThat(script.latest(video).groundTruthStatus()).isEqualTo(GroundTruthStatus.APPROVED);
    assertThat(script.latest(video).version()).isEqualTo(video.version());
  }

  /** An older revision can be reviewed again; the video keeps the status of its latest one. */
  @Test
  default void a_review_of_an_older_revision_does_not_move_the_video() {
    StoreScript script = new StoreScript(store());
    Video video = script.uploading();
    GroundTruthRevision first =
        store().groundTruth().save(video.id(), TRUTH, ReviewState.APPROVED).revision();
    store().groundTruth().save(video.id(), OTHER_TRUTH, ReviewState.DRAFT);

    assertThat(store().groundTruth().change(first, ReviewState.IN_REVIEW)).isPresent();

    assertThat(script.latest(video).groundTruthStatus()).isEqualTo(GroundTruthStatus.PROPOSED);
    assertThat(store().groundTruth().list(video.id()))
        .extracting(GroundTruthRevision::state)
        .containsExactly(ReviewState.DRAFT, ReviewState.IN_REVIEW);
  }

  /** Of several callers that saw the same state, one wins. */
  @Test
  default void only_one_of_8_concurrent_reviews_wins() {
    StoreScript script = new StoreScript(store());
    Video video = script.uploading();
    GroundTruthRevision seen =
        store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT).revision();

    List<Optional<GroundTruthRevision>> changed =
        Race.run(8, thread -> () -> store().groundTruth().change(seen, ReviewState.IN_REVIEW));

    assertThat(changed.stream().filter(Optional::isPresent)).hasSize(1);
    assertThat(script.latest(video).eventNumber()).isEqualTo(3);
    assertThat(store().groundTruth().change(seen, ReviewState.APPROVED)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().groundTruth().change(latest(video), ReviewState.IN_REVIEW));
  }

  /** Each change produces an event, and nothing else does. */
  @Test
  default void ground_truth_and_its_review_produce_events() {
    StoreScript script = new StoreScript(store());
    Video video = script.uploading();
    store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT);
    store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT);
    store().groundTruth().change(latest(video), ReviewState.IN_REVIEW);

    List<VideoEvent> events = script.events(video);

    assertThat(events).hasSize(3);
    assertThat(events.get(1))
        .isEqualTo(new VideoEvent.GroundTruthSaved(
            video.id(),
            2,
            events.get(1).at(),
            1,
            ReviewState.DRAFT,
            TRUTH.frames().size(),
            TRUTH.annotationCount(),
            TRUTH.contentHash()));
    assertThat(events.get(2))
        .isEqualTo(new VideoEvent.GroundTruthReviewed(
            video.id(), 3, events.get(2).at(), 1, ReviewState.DRAFT, ReviewState.IN_REVIEW));
    assertThat(script.latest(video).eventNumber()).isEqualTo(3);
  }

  /** A deleted video no longer changes. */
  @Test
  default void a_deleted_or_unknown_video_takes_no_ground_truth() {
    Video deleted = new StoreScript(store()).inStatus(VideoStatus.DELETED);

    assertThatIllegalStateException()
        .isThrownBy(() -> store().groundTruth().save(deleted.id(), TRUTH, ReviewState.DRAFT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().groundTruth().save(VideoId.create(), TRUTH, ReviewState.DRAFT));
    assertThat(store().groundTruth().list(deleted.id())).isEmpty();
  }

  /** Covers more annotations than one batch holds. */
  @Test
  default void thousands_of_annotations_come_back_in_their_order() {
    Video video = new StoreScript(store()).uploading();
    GroundTruth many = new GroundTruth(
        IntStream.range(0, 1_234).mapToObj(i -> StoreScript.frame(i, 3)).toList());

    store().groundTruth().save(video.id(), many, ReviewState.DRAFT);

    assertThat(store().groundTruth().find(video.id()).orElseThrow().content()).isEqualTo(many);
  }

  private GroundTruthRevision latest(Video video) {
    return store().groundTruth().list(video.id()).get(0);
  }
}
