package dev.reelstate.evaluation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.annotation.Trait;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgreementTest {

  private static final Annotation CAR = at("car", 0);
  private static final Annotation BUS = at("bus", 100);
  private static final Annotation VAN = at("van", 200);

  @Test
  void two_annotators_agree_on_what_they_both_saw() {
    PairAgreement pair = Agreement.between(
            List.of(
                annotator("ann", List.of(CAR, BUS, VAN)),
                annotator("ben", List.of(at("bus", 101), CAR, at("car", 400)))),
            0.5)
        .pairs()
        .get(0);

    assertThat(pair.first()).isEqualTo("ann");
    assertThat(pair.second()).isEqualTo("ben");
    assertThat(pair.frames()).isEqualTo(1);
    assertThat(pair.matched()).isEqualTo(2);
    assertThat(pair.onlyFirst()).isEqualTo(1);
    assertThat(pair.onlySecond()).isEqualTo(1);
    assertThat(pair.overlap()).isCloseTo((1 + 9.0 / 11) / 2, within(1e-12));
    assertThat(pair.kappa()).isEqualTo(1);
    assertThat(pair.kappaWithUnmatched()).isCloseTo((4 * 2 - 4) / (16.0 - 4), within(1e-12));
  }

  @Test
  void boxes_are_matched_whatever_their_class() {
    AgreementScore score = Agreement.between(
        List.of(
            annotator("ann", List.of(CAR, BUS)),
            annotator("ben", List.of(at("bus", 0), at("car", 100)))),
        0.5);

    assertThat(score.pairs().get(0).matched()).isEqualTo(2);
    assertThat(score.pairs().get(0).kappa()).isEqualTo(-1);
    assertThat(score.objects()).isEqualTo(2);
    assertThat(score.alpha()).isCloseTo(-0.5, within(1e-12));
  }

  @Test
  void alpha_takes_a_box_that_is_not_there_for_missing_or_for_a_class() {
    AgreementScore score = Agreement.between(
        List.of(
            annotator("ann", List.of(CAR, BUS)),
            annotator("ben", List.of(CAR, BUS)),
            annotator("eve", List.of(CAR))),
        0.5);

    assertThat(score.pairs()).hasSize(3);
    assertThat(score.objects()).isEqualTo(2);
    assertThat(score.alpha()).isEqualTo(1);
    assertThat(score.alphaWithUnmatched())
        .isEqualTo(KrippendorffAlpha.nominal(
                List.of(List.of("car", "car", "car"), List.of("bus", "bus", "none")))
            .getAsDouble());
  }

  @Test
  void only_frames_that_both_examined_count() {
    Sequence first = Sequence.of("film", List.of(scene(0, CAR), scene(1, BUS)));
    Sequence second = Sequence.of("film", List.of(scene(1, BUS), scene(2, CAR)));
    Sequence other = Sequence.of("another film", List.of(scene(0, CAR)));

    AgreementScore score = Agreement.between(
        List.of(new Annotator("ann", List.of(first)), new Annotator("ben", List.of(second, other))),
        0.5);

    assertThat(score.objects()).isEqualTo(1);
    assertThat(score.pairs().get(0).frames()).isEqualTo(1);
    assertThat(score.pairs().get(0).onlyFirst() + score.pairs().get(0).onlySecond())
        .isZero();
  }

  @Test
  void crowds_and_what_is_to_be_ignored_are_left_out() {
    AgreementScore score = Agreement.between(
        List.of(
            annotator(
                "ann",
                List.of(CAR.withTraits(Set.of(Trait.CROWD)), BUS.withTraits(Set.of(Trait.IGNORE)))),
            annotator("ben", List.of(VAN.withTraits(Set.of(Trait.DIFFICULT))))),
        0.5);

    assertThat(score.objects()).isEqualTo(1);
    assertThat(score.pairs().get(0).onlyFirst()).isZero();
  }

  @Test
  void without_a_box_there_is_no_number() {
    AgreementScore score =
        Agreement.between(List.of(annotator("ann", List.of()), annotator("ben", List.of())), 0.5);

    assertThat(score.alpha()).isNull();
    assertThat(score.alphaWithUnmatched()).isNull();
    assertThat(score.pairs().get(0).kappa()).isNull();
    assertThat(score.pairs().get(0).overlap()).isNull();
  }

  @Test
  void annotators_are_two_or_more_with_names_and_frames_of_their_own() {
    Annotator ann = annotator("ann", List.of(CAR));
    Annotator twice =
        new Annotator("ben", List.of(Sequence.of("film", List.of(scene(0, CAR), scene(0, BUS)))));

    assertThatIllegalArgumentException().isThrownBy(() -> Agreement.between(List.of(ann), 0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Agreement.between(List.of(ann, ann), 0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Agreement.between(List.of(ann, twice), 0.5))
        .withMessageContaining("\"ben\" has a frame twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Agreement.between(List.of(ann, annotator("ben", List.of())), 0));
  }

  private static Annotator annotator(String name, List<Annotation> annotations) {
    return new Annotator(
        name,
        List.of(Sequence.of("film", List.of(scene(0, annotations.toArray(Annotation[]::new))))));
  }

  private static Scene scene(int index, Annotation... annotations) {
    return new Scene(
        FrameRef.of(index, Duration.ofMillis(40L * index)), List.of(annotations), List.of());
  }

  private static Annotation at(String label, double x) {
    return Annotation.of(
        label, new Box(x, 0, 10, 10), new Provenance(Origin.PERSON, "someone", true));
  }
}
