package dev.reelstate.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.annotation.Provenance.Origin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationTest {

  private static final Provenance PERSON = new Provenance(Origin.PERSON, "Ada", true);
  private static final Annotation CAT = Annotation.of("cat", new Box(1, 2, 3, 4), PERSON);

  @ParameterizedTest
  @CsvSource({
    "NaN, 0, 1, 1",
    "0, Infinity, 1, 1",
    "0, 0, -1, 1",
    "0, 0, 1, -1",
    "0, 0, NaN, 1",
    "Infinity, 0, -Infinity, 1"
  })
  void a_box_that_is_negative_or_not_finite_is_refused(
      double x, double y, double width, double height) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Box(x, y, width, height));
  }

  @Test
  void a_box_may_extend_beyond_the_picture_and_has_no_negative_zero() {
    assertThat(new Box(-0.0, -5, 10, 20)).isEqualTo(new Box(0.0, -5, 10, 20));
    assertThat(new Box(-2, 1, 10, 20).right()).isEqualTo(8);
    assertThat(new Box(-2, 1, 10, 20).bottom()).isEqualTo(21);
  }

  @Test
  void only_detections_may_be_empty() {
    Box line = new Box(1, 2, 0, 3);

    assertThat(line.isEmpty()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AnnotatedFrame(
            FrameRef.at(Duration.ZERO), List.of(Annotation.of("cat", line, PERSON))));
  }

  @Test
  void a_frame_refuses_negative_values_and_an_estimate_without_an_index() {
    assertThat(FrameRef.of(0, Duration.ZERO).estimated()).isFalse();
    assertThat(FrameRef.at(Duration.ofNanos(1)).index()).isNull();
    assertThatIllegalArgumentException().isThrownBy(() -> FrameRef.of(-1, Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> FrameRef.at(Duration.ofNanos(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new FrameRef(null, Duration.ZERO, true));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void a_score_out_of_range_is_refused(double score) {
    assertThatIllegalArgumentException().isThrownBy(() -> CAT.withScore(score));
  }

  @Test
  void a_blank_label_or_source_name_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Annotation.of(" ", new Box(1, 2, 3, 4), PERSON));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Provenance(Origin.DETECTOR, "", false));
  }

  @ParameterizedTest
  @EnumSource
  void a_state_is_read_as_it_is_written(ReviewState state) {
    assertThat(ReviewState.parse(state.wireName())).isEqualTo(state);
    assertThat(state.status().wireName())
        .isEqualTo(state == ReviewState.DRAFT ? "proposed" : state.wireName());
  }

  @ParameterizedTest
  @EnumSource
  void only_approval_is_final(ReviewState state) {
    for (ReviewState next : ReviewState.values()) {
      assertThat(state.canBecome(next)).isEqualTo(state != ReviewState.APPROVED && state != next);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_origin_is_read_as_it_is_written(Origin origin) {
    assertThat(Origin.parse(origin.wireName())).isEqualTo(origin);
  }

  @Test
  void a_frame_later_than_any_store_can_keep_is_refused() {
    assertThat(FrameRef.at(FrameRef.MAX_PTS).pts()).isEqualTo(FrameRef.MAX_PTS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameRef.at(Duration.ofDays(120_000)))
        .withMessage("A frame's time is at most 292 years, but is PT2880000H.");
  }
}
