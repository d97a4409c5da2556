package dev.reelstate.testkit.contract;

import static dev.reelstate.testkit.contract.StoreScript.OTHER_TRUTH;
import static dev.reelstate.testkit.contract.StoreScript.TRUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.GroundTruthReview;
import dev.reelstate.annotation.GroundTruthRevision;
import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.ReviewState;
import dev.reelstate.event.VideoEvent;
import dev.reelstate.spi.GroundTruthCatalog.Saved;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.reelstate.spi.GroundTruthCatalog}. */
public interface GroundTruthContract extends StoreContract {

  /** Who saves. */
  String ADA = "Ada Łovelace";

  /** Who reviews. */
  String BOB = "Bob";

  /**
   * Covers frames without annotations, times to the nanosecond, and everything that an annotation
   * may have or lack.
   */
  @Test
  default void ground_truth_is_read_as_it_was_saved() {
    Video video = new StoreScript(store()).uploading();

    Saved saved = store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT, ADA);

    assertThat(saved.isNew()).isTrue();
    GroundTruthRevision revision = saved.revision();
    assertThat(revision.videoId()).isEqualTo(video.id());
    assertThat(revision.revision()).isEqualTo(1);
    assertThat(revision.state()).isEqualTo(ReviewState.DRAFT);
    assertThat(revision.contentHash()).isEqualTo(TRUTH.contentHash());
    assertThat(revision.frames()).isEqualTo(TRUTH.frames().size());
    assertThat(revision.annotations()).isEqualTo(TRUTH.annotationCount());
    assertThat(revision.reviewedAt()).isEqualTo(revision.savedAt());
    assertThat(revision.savedBy()).isEqualTo(ADA);
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

    Saved saved = store().groundTruth().save(video.id(), nothing, ReviewState.IN_REVIEW, ADA);

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
        store().groundTruth().save(video.id(), TRUTH, ReviewState.APPROVED, ADA).revision();
    assertThat(script.latest(video).groundTruthStatus()).isEqualTo(GroundTruthStatus.APPROVED);

    GroundTruthRevision second = store()
        .groundTruth()
        .save(video.id(), OTHER_TRUTH, ReviewState.DRAFT, ADA)
        .revision();

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
        store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT, ADA).revision();
    store().groundTruth().save(video.id(), OTHER_TRUTH, ReviewState.IN_REVIEW, ADA);
    Video before = script.latest(video);

    Saved again = store().groundTruth().save(video.id(), TRUTH, ReviewState.APPROVED, ADA);

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

    assertThat(store().groundTruth().save(one, TRUTH, ReviewState.DRAFT, ADA).isNew())
        .isTrue();
    assertThat(store().groundTruth().save(other, TRUTH, ReviewState.DRAFT, ADA).isNew())
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
            () -> store().groundTruth().save(id, contents.get(thread % 3), ReviewState.DRAFT, ADA));

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
        store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT, ADA).revision();
    passTime(Duration.ofSeconds(1));

    GroundTruthRevision approved =
        store().groundTruth().change(latest(video), ReviewState.APPROVED, BOB).orElseThrow();

    assertThat(approved.state()).isEqualTo(ReviewState.APPROVED);
    assertThat(approved.revision()).isEqualTo(draft.revision());
    assertThat(approved.reviewedAt()).isAfter(approved.savedAt());
    assertThat(store().groundTruth().find(video.id()))
        .contains(new GroundTruthSet(approved, TRUTH));
    assertThat(script.latest(video).groundTruthStatus()).isEqualTo(GroundTruthStatus.APPROVED);
    assertThat(script.latest(video).version()).isEqualTo(video.version());
  }

  /** Each review is kept, with who decided and when. */
  @Test
  default void the_reviews_of_a_revision_are_kept_in_their_order() {
    Video video = new StoreScript(store()).uploading();
    store().groundTruth().save(video.id(), OTHER_TRUTH, ReviewState.DRAFT, ADA);
    store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT, ADA);
    List<GroundTruthReview> expected = new ArrayList<>();
    ReviewState before = ReviewState.DRAFT;
    for (ReviewState next : List.of(
        ReviewState.IN_REVIEW, ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.APPROVED)) {
      int number = expected.size() + 1;
      String by = "reviewer " + number;
      Instant at =
          store().groundTruth().change(latest(video), next, by).orElseThrow().reviewedAt();
      expected.add(new GroundTruthReview(video.id(), 2, number, before, next, by, at));
      before = next;
    }

    assertThat(store().groundTruth().reviews(video.id(), 2)).isEqualTo(expected);
    assertThat(store().groundTruth().reviews(video.id(), 1)).isEmpty();
    assertThat(store().groundTruth().reviews(VideoId.create(), 1)).isEmpty();
    assertThat(latest(video).savedBy()).isEqualTo(ADA);
  }

  /** What figures refer to does not change any more. */
  @Test
  default void an_approved_revision_stays_approved() {
    Video video = new StoreScript(store()).uploading();
    GroundTruthRevision draft =
        store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT, ADA).revision();
    GroundTruthRevision approved =
        store().groundTruth().change(draft, ReviewState.APPROVED, BOB).orElseThrow();

    for (ReviewState next : List.of(ReviewState.DRAFT, ReviewState.IN_REVIEW)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> store().groundTruth().change(approved, next, BOB))
          .withMessageContaining("stays approved");
      assertThat(store().groundTruth().change(draft, ReviewState.IN_REVIEW, BOB))
          .isEmpty();
    }
    assertThat(store().groundTruth().list(video.id())).containsExactly(approved);
    assertThat(store().groundTruth().reviews(video.id(), 1)).hasSize(1);
  }

  /** A person confirms what they have looked at; the rest stays proposed. */
  @Test
  default void proposals_are_confirmed_by_name_in_a_new_revision() {
    Video video = new StoreScript(store()).uploading();
    GroundTruthRevision proposed = store()
        .groundTruth()
        .save(video.id(), TRUTH, ReviewState.DRAFT, "model 2")
        .revision();

    Saved saved = store().groundTruth().confirm(proposed, one -> one.score() != null, ADA);
    Saved again = store().groundTruth().confirm(saved.revision(), one -> one.score() != null, BOB);

    assertThat(again).isEqualTo(new Saved(saved.revision(), false));
    assertThat(saved.revision().revision()).isEqualTo(2);
    assertThat(saved.revision().state()).isEqualTo(ReviewState.IN_REVIEW);
    assertThat(saved.revision().savedBy()).isEqualTo(ADA);
    GroundTruth content = store().groundTruth().find(video.id()).orElseThrow().content();
    assertThat(content).isEqualTo(TRUTH.confirmed(ADA, one -> one.score() != null));
    assertThat(content.frames().stream().flatMap(frame -> frame.annotations().stream()))
        .filteredOn(one -> ADA.equals(one.provenance().confirmedBy()))
        .hasSize(2)
        .allMatch(one -> one.score() != null && one.provenance().origin() == Origin.DETECTOR);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store()
            .groundTruth()
            .confirm(StoreScript.revision(VideoId.create()), one -> true, ADA));
  }

  /** Nobody saves or reviews without a name that every store can keep. */
  @Test
  default void a_name_is_needed_to_save_and_to_review() {
    Video video = new StoreScript(store()).uploading();
    GroundTruthRevision draft =
        store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT, ADA).revision();

    for (String name : List.of("", " ", "a\0b", "a".repeat(1001))) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> store().groundTruth().save(video.id(), OTHER_TRUTH, ReviewState.DRAFT, name));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> store().groundTruth().change(draft, ReviewState.APPROVED, name));
    }
    assertThat(store().groundTruth().list(video.id())).containsExactly(draft);
  }

  /** An older revision can be reviewed again; the video keeps the status of its latest one. */
  @Test
  default void a_review_of_an_older_revision_does_not_move_the_video() {
    StoreScript script = new StoreScript(store());
    Video video = script.uploading();
    GroundTruthRevision first =
        store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT, ADA).revision();
    store().groundTruth().save(video.id(), OTHER_TRUTH, ReviewState.DRAFT, ADA);

    assertThat(store().groundTruth().change(first, ReviewState.IN_REVIEW, BOB)).isPresent();

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
        store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT, ADA).revision();

    List<Optional<GroundTruthRevision>> changed =
        Race.run(8, thread -> () -> store().groundTruth().change(seen, ReviewState.IN_REVIEW, BOB));

    assertThat(changed.stream().filter(Optional::isPresent)).hasSize(1);
    assertThat(script.latest(video).eventNumber()).isEqualTo(3);
    assertThat(store().groundTruth().change(seen, ReviewState.APPROVED, BOB)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().groundTruth().change(latest(video), ReviewState.IN_REVIEW, BOB));
  }

  /** Each change produces an event, and nothing else does. */
  @Test
  default void ground_truth_and_its_review_produce_events() {
    StoreScript script = new StoreScript(store());
    Video video = script.uploading();
    store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT, ADA);
    store().groundTruth().save(video.id(), TRUTH, ReviewState.DRAFT, ADA);
    store().groundTruth().change(latest(video), ReviewState.IN_REVIEW, BOB);

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
            TRUTH.contentHash(),
            ADA));
    assertThat(events.get(2))
        .isEqualTo(new VideoEvent.GroundTruthReviewed(
            video.id(), 3, events.get(2).at(), 1, ReviewState.DRAFT, ReviewState.IN_REVIEW, BOB));
    assertThat(script.latest(video).eventNumber()).isEqualTo(3);
  }

  /** A deleted video no longer changes. */
  @Test
  default void a_deleted_or_unknown_video_takes_no_ground_truth() {
    Video deleted = new StoreScript(store()).inStatus(VideoStatus.DELETED);

    assertThatIllegalStateException()
        .isThrownBy(() -> store().groundTruth().save(deleted.id(), TRUTH, ReviewState.DRAFT, ADA));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> store().groundTruth().save(VideoId.create(), TRUTH, ReviewState.DRAFT, ADA));
    assertThat(store().groundTruth().list(deleted.id())).isEmpty();
  }

  /** Covers more annotations than one batch holds. */
  @Test
  default void thousands_of_annotations_come_back_in_their_order() {
    Video video = new StoreScript(store()).uploading();
    GroundTruth many = new GroundTruth(
        IntStream.range(0, 1_234).mapToObj(i -> StoreScript.frame(i, 3)).toList());

    store().groundTruth().save(video.id(), many, ReviewState.DRAFT, ADA);

    assertThat(store().groundTruth().find(video.id()).orElseThrow().content()).isEqualTo(many);
  }

  private GroundTruthRevision latest(Video video) {
    return store().groundTruth().list(video.id()).get(0);
  }
}
