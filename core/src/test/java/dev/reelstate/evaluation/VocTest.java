package dev.reelstate.evaluation;

import static dev.reelstate.evaluation.Images.figures;
import static dev.reelstate.evaluation.Images.found;
import static dev.reelstate.evaluation.Images.image;
import static dev.reelstate.evaluation.Images.object;
import static dev.reelstate.evaluation.Images.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.annotation.Trait;
import dev.reelstate.evaluation.DetectionSettings.Interpolation;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocTest {

  private static final DetectionSettings VOC = DetectionSettings.voc(0.5);

  /** Four objects; the detections are right, wrong, right, right in the order of their scores. */
  private static final List<Sequence> FOUR = sequences(
      image(
          List.of(object("a", 0, 0, 20, 20), object("a", 50, 0, 20, 20)),
          List.of(
              found("a", 0, 0, 20, 20, 0.9),
              found("a", 80, 0, 20, 20, 0.8),
              found("a", 50, 0, 20, 20, 0.7))),
      image(
          List.of(object("a", 0, 0, 20, 20), object("a", 50, 0, 20, 20)),
          List.of(found("a", 50, 0, 20, 20, 0.6))));

  private static double ap(List<Sequence> sequences, DetectionSettings settings) {
    return figures(Evaluation.detection(sequences, settings), "a").get("AP").orElseThrow();
  }

  @Test
  void averages_over_all_points_or_over_eleven() {
    assertThat(ap(FOUR, VOC)).isCloseTo(0.25 + 0.5 * 0.75, within(1e-12));
    assertThat(ap(FOUR, VOC.withInterpolation(Interpolation.POINTS_11)))
        .isCloseTo((3 + 5 * 0.75) / 11, within(1e-12));
  }

  @Test
  void the_mean_is_over_the_classes_with_truth() {
    DetectionScore score = Evaluation.detection(Images.mixed(), VOC);
    assertThat(score.figures().values().keySet())
        .containsExactly("mAP", "precision", "recall", "F1", "TP", "FP", "FN");
    double sum = score.byClass().values().stream()
        .mapToDouble(each -> each.get("AP").orElseThrow())
        .sum();
    assertThat(score.figures().get("mAP").orElseThrow()).isCloseTo(sum / 3, within(1e-12));
    assertThat(score.parameters())
        .containsEntry("protocol", "voc")
        .containsEntry("interpolation", "all-point");
  }

  @Test
  void a_pixel_inclusive_box_is_one_pixel_wider_and_higher() {
    List<Sequence> half =
        sequences(image(List.of(object("a", 0, 0, 9, 9)), List.of(found("a", 0, 0, 9, 4, 0.9))));
    assertThat(ap(half, VOC)).isZero();

    DetectionSettings inclusive = VOC.withPixelInclusive(true);
    assertThat(ap(half, inclusive)).isOne();
    assertThat(Evaluation.detection(half, inclusive).parameters())
        .containsEntry("boxes", "pixel-inclusive");
  }

  @Test
  void a_difficult_object_takes_any_number_of_detections_in_voc_and_counts_in_coco() {
    List<Sequence> difficult = sequences(image(
        List.of(object("a", 0, 0, 20, 20), object(Trait.DIFFICULT, "a", 50, 0, 20, 20)),
        List.of(
            found("a", 50, 0, 20, 20, 0.9),
            found("a", 51, 0, 20, 20, 0.8),
            found("a", 0, 0, 20, 20, 0.7))));
    assertThat(ap(difficult, VOC)).isOne();
    assertThat(Evaluation.detection(difficult, VOC).support()).isOne();
    assertThat(Evaluation.detection(difficult, DetectionSettings.coco()).support())
        .isEqualTo(2);
  }

  @Test
  void a_detection_stands_for_the_object_it_overlaps_most_even_if_that_was_found() {
    List<Sequence> close = sequences(image(
        List.of(object("a", 0, 0, 20, 20), object("a", 4, 0, 20, 20)),
        List.of(found("a", 0, 0, 20, 20, 0.9), found("a", 1, 0, 20, 20, 0.8))));
    assertThat(ap(close, VOC)).isEqualTo(0.5);
    assertThat(Evaluation.detection(close, DetectionSettings.coco()).figures().get("AP50"))
        .hasValue(1);
  }

  @Test
  void the_overlap_asked_for_is_enough() {
    List<Sequence> half =
        sequences(image(List.of(object("a", 0, 0, 10, 10)), List.of(found("a", 0, 0, 10, 5, 1))));
    assertThat(ap(half, VOC)).isOne();
    assertThat(ap(half, VOC.withOverlap(0.51))).isZero();
  }
}
