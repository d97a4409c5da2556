package dev.reelstate.tracking;

import static dev.reelstate.tracking.Walk.draft;
import static dev.reelstate.tracking.Walk.object;
import static dev.reelstate.tracking.Walk.person;
import static dev.reelstate.tracking.Walk.tracks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.GroundTruth;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingTest {

  private static final TrackerSettings SORT = TrackerSettings.sort();
  private static final TrackerSettings BYTE_TRACK = TrackerSettings.byteTrack();

  @Test
  void two_who_cross_keep_their_tracks() {
    GroundTruth tracked = Tracking.of(
        draft(
            80,
            index -> List.of(person(4.0 * index, 100, 0.9), person(320 - 4.0 * index, 130, 0.9))),
        SORT);

    assertThat(tracks(tracked)).containsExactly("1", "2");
    assertThat(trackAt(tracked, 0, 0)).isEqualTo(trackAt(tracked, 79, 316));
    assertThat(trackAt(tracked, 0, 320)).isEqualTo(trackAt(tracked, 79, 4));
  }

  private static String trackAt(GroundTruth truth, int frame, double x) {
    return truth.frames().get(frame).annotations().stream()
        .filter(one -> one.box().x() == x)
        .map(Annotation::track)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 24})
  void a_track_survives_an_occlusion_that_is_no_longer_than_patience(int frames) {
    GroundTruth tracked = Tracking.of(hidden(20, frames, 60), SORT);

    assertThat(tracks(tracked)).containsExactly("1");
  }

  @Test
  void a_track_ends_with_patience() {
    assertThat(tracks(Tracking.of(hidden(20, 26, 60), SORT))).containsExactly("1", "2");
    assertThat(tracks(Tracking.of(hidden(20, 26, 60), SORT.withPatience(Duration.ofSeconds(2)))))
        .containsExactly("1");
  }

  /** One who walks, unseen on some frames. */
  private static GroundTruth hidden(int from, int frames, int all) {
    return draft(
        all,
        index -> index >= from && index < from + frames
            ? List.of()
            : List.of(person(5.0 * index, 100, 0.9)));
  }

  @Test
  void boxes_whose_score_sinks_keep_their_track_with_byte_track_only() {
    GroundTruth sinking = draft(
        90, index -> List.of(person(5.0 * index, 100, index >= 30 && index < 60 ? 0.2 : 0.9)));

    assertThat(tracks(Tracking.of(sinking, BYTE_TRACK))).containsExactly("1");
    assertThat(Tracking.of(sinking, BYTE_TRACK).annotationCount()).isEqualTo(90);
    assertThat(tracks(Tracking.of(sinking, SORT))).containsExactly("1", "2");
    assertThat(Tracking.of(sinking, SORT).annotationCount()).isEqualTo(60);
  }

  @Test
  void low_scores_start_no_track() {
    assertThat(Tracking.of(draft(10, index -> List.of(person(0, 0, 0.4))), BYTE_TRACK)
            .annotationCount())
        .isZero();
  }

  @Test
  void a_single_box_is_a_false_alarm() {
    GroundTruth tracked = Tracking.of(
        draft(
            10,
            index -> index == 4
                ? List.of(person(0, 0, 0.9), person(500, 0, 0.9))
                : List.of(person(0, 0, 0.9))),
        SORT);

    assertThat(tracked.annotationCount()).isEqualTo(10);
    assertThat(tracked.frames()).hasSize(10);
  }

  @Test
  void a_track_keeps_to_its_class_unless_told_otherwise() {
    GroundTruth draft =
        draft(10, index -> List.of(object(index < 5 ? "car" : "van", index, 0, 0.9)));

    assertThat(tracks(Tracking.of(draft, SORT))).containsExactly("1", "2");
    assertThat(tracks(Tracking.of(draft, SORT.withAcrossClasses(true)))).containsExactly("1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 12, 25})
  void sampled_frames_are_as_good_as_all(int every) {
    GroundTruth all = draft(
        200, index -> List.of(person(2.0 * index, 100, 0.9), person(400 - 2.0 * index, 400, 0.9)));
    GroundTruth sampled = new GroundTruth(all.frames().stream()
        .filter(frame -> Objects.requireNonNull(frame.frame().index()) % every == 0)
        .toList());

    assertThat(tracks(Tracking.of(sampled, SORT))).containsExactly("1", "2");
    assertThat(Tracking.of(sampled, SORT).annotationCount()).isEqualTo(sampled.annotationCount());
  }
}
