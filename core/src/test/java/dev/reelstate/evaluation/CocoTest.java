package dev.reelstate.evaluation;

import static dev.reelstate.evaluation.Images.figures;
import static dev.reelstate.evaluation.Images.found;
import static dev.reelstate.evaluation.Images.image;
import static dev.reelstate.evaluation.Images.object;
import static dev.reelstate.evaluation.Images.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The expected numbers are those of pycocotools 2.0.11 for the same images. */
class CocoTest {

  private static DetectionScore score(List<Sequence> sequences) {
    return Evaluation.detection(sequences, DetectionSettings.coco());
  }

  private static void assertFigures(List<Sequence> sequences, double... expected) {
    assertFigures(score(sequences).coco().values(), expected);
  }

  private static void assertFigures(Collection<Double> figures, double... expected) {
    assertThat(figures).hasSize(12);
    assertThat(figures.stream().mapToDouble(Double::doubleValue).toArray())
        .containsExactly(expected, within(1e-6));
  }

  @Test
  void a_crowd_takes_any_number_of_detections_that_lie_in_it() {
    assertFigures(
        sequences(
            image(
                List.of(object("a", 10, 10, 40, 40), object(Trait.CROWD, "a", 100, 100, 200, 100)),
                List.of(
                    found("a", 10, 10, 40, 44, 0.9),
                    found("a", 120, 120, 30, 30, 0.8),
                    found("a", 150, 110, 30, 30, 0.7),
                    found("a", 90, 90, 40, 40, 0.6),
                    found("a", 400, 400, 20, 20, 0.5),
                    found("a", 12, 10, 40, 40, 0.4))),
            image(List.of(object("a", 5, 5, 30, 30)), List.of(found("a", 5, 5, 30, 33, 0.45)))),
        0.693729373,
        0.834983498,
        0.752475248,
        0.45,
        0.9,
        -1,
        0.9,
        0.9,
        0.9,
        0.9,
        0.9,
        -1);
  }

  @Test
  void an_ignored_object_takes_one_detection() {
    assertFigures(
        sequences(image(
            List.of(object("a", 10, 10, 40, 40), object(Trait.IGNORE, "a", 200, 200, 50, 50)),
            List.of(
                found("a", 200, 200, 50, 50, 0.95),
                found("a", 205, 200, 50, 50, 0.9),
                found("a", 10, 10, 40, 40, 0.8)))),
        0.5,
        0.5,
        0.5,
        -1,
        0.5,
        -1,
        0,
        1,
        1,
        -1,
        1,
        -1);
  }

  @Test
  void equal_scores_keep_the_order_of_the_input() {
    Detection right = found("a", 0, 0, 20, 20, 0.5);
    Detection wrong = found("a", 100, 100, 20, 20, 0.5);
    List<Annotation> truth = List.of(object("a", 0, 0, 20, 20));
    Scene last = image(
        List.of(object("a", 0, 0, 20, 20), object("a", 50, 50, 20, 20)),
        List.of(right, found("a", 200, 200, 20, 20, 0.5), found("a", 50, 50, 20, 20, 0.5)));
    double third = 1 / 3.0;
    double ap = 0.644224422;
    assertFigures(
        sequences(image(truth, List.of(wrong, right)), last),
        ap,
        ap,
        ap,
        ap,
        -1,
        -1,
        third,
        1,
        1,
        1,
        -1,
        -1);
    ap = 0.756435644;
    assertFigures(
        sequences(image(truth, List.of(right, wrong)), last),
        ap,
        ap,
        ap,
        ap,
        -1,
        -1,
        2 * third,
        1,
        1,
        1,
        -1,
        -1);
  }

  @Test
  void an_object_is_as_large_as_its_own_area_and_a_range_includes_its_edges() {
    assertFigures(
        sequences(image(
            List.of(
                object("a", 0, 0, 40, 40).withArea(1024),
                object("a", 100, 0, 40, 40).withArea(1023),
                object("a", 200, 0, 100, 100).withArea(9216),
                object("a", 400, 0, 90, 90).withArea(9217),
                object("a", 0, 200, 32, 32),
                object("a", 200, 200, 96, 96)),
            List.of(
                found("a", 0, 0, 40, 40, 0.9),
                found("a", 100, 0, 40, 42, 0.8),
                found("a", 200, 0, 100, 100, 0.7),
                found("a", 400, 0, 90, 85, 0.6),
                found("a", 0, 200, 32, 30, 0.5),
                found("a", 200, 200, 96, 90, 0.4),
                found("a", 600, 600, 32, 32, 0.95),
                found("a", 700, 600, 96, 96, 0.85),
                found("a", 600, 800, 31, 32, 0.65),
                found("a", 700, 800, 97, 96, 0.55)))),
        0.570297030,
        0.6,
        0.6,
        0.624026403,
        0.625247525,
        0.596633663,
        0,
        0.95,
        0.95,
        0.966666667,
        0.95,
        0.933333333);
  }

  @Test
  void only_the_best_hundred_detections_of_an_image_count() {
    List<Annotation> truth = new ArrayList<>();
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      int object = List.of(49, 99, 100, 8).indexOf(i);
      double x = object < 0 ? 1000 + 30 * i : 50 * object;
      detections.add(found("a", x, 0, 20, 20, 0.99 - 0.001 * i));
    }
    for (int object = 0; object < 4; object++) {
      truth.add(object("a", 50 * object, 0, 20, 20));
    }
    double ap = 0.045929593;
    assertFigures(
        sequences(image(truth, detections)), ap, ap, ap, ap, -1, -1, 0, 0.25, 0.75, 0.75, -1, -1);
  }

  @Test
  void without_detections_everything_is_missed() {
    List<Sequence> missed = sequences(image(List.of(object("a", 0, 0, 20, 20)), List.of()));
    assertFigures(missed, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0, -1, -1);

    Figures figures = score(missed).figures();
    assertThat(figures.get("precision")).isEmpty();
    assertThat(figures.get("recall")).hasValue(0);
    assertThat(figures.get("F1")).hasValue(0);
  }

  @Test
  void a_figure_without_truth_is_empty_and_only_the_view_of_coco_has_a_number() {
    DetectionScore score =
        score(sequences(image(List.of(), List.of(found("a", 0, 0, 20, 20, 0.5)))));
    assertFigures(
        score.coco().values(), DoubleStream.generate(() -> -1).limit(12).toArray());
    score.coco().keySet().forEach(name -> assertThat(score.figures().get(name)).isEmpty());
    assertThat(score.figures().get("recall")).isEmpty();
    assertThat(score.figures().get("precision")).hasValue(0);
    assertThat(score.figures().get("F1")).hasValue(0);
    assertThat(score.support()).isZero();

    DetectionScore nothing = score(List.of());
    assertThat(nothing.figures().get("F1")).isEmpty();
    assertThat(nothing.byClass()).isEmpty();
  }

  @Test
  void a_class_without_truth_has_no_part_in_the_means() {
    List<Annotation> truth = List.of(object("a", 0, 0, 20, 20));
    DetectionScore score = score(sequences(
        image(truth, List.of()),
        image(List.of(), List.of(found("a", 0, 0, 20, 20, 0.9))),
        image(truth, List.of(found("a", 0, 0, 20, 20, 0.8), found("b", 0, 0, 20, 20, 0.7)))));
    double ap = 0.252475248;
    assertFigures(score.coco().values(), ap, ap, ap, ap, -1, -1, 0.5, 0.5, 0.5, 0.5, -1, -1);
    assertThat(score.byClass()).containsOnlyKeys("a", "b");
    assertThat(figures(score, "a").get("AP").orElseThrow()).isCloseTo(ap, within(1e-6));
    assertThat(figures(score, "b").get("AP")).isEmpty();
    assertThat(figures(score, "b").get("FP")).hasValue(1);
  }

  @Test
  void an_overlap_exactly_at_a_threshold_is_enough() {
    List<Annotation> truth = List.of(object("a", 0, 0, 10, 10));
    assertFigures(
        sequences(
            image(truth, List.of(found("a", 0, 0, 10, 5, 0.9))),
            image(truth, List.of(found("a", 0, 0, 10, 6, 0.8))),
            image(truth, List.of(found("a", 0, 0, 10, 7.5, 0.7))),
            image(truth, List.of(found("a", 0, 0, 10, 9, 0.6))),
            image(List.of(object("a", 0, 0, 20, 20)), List.of(found("a", 0, 0, 20, 19, 0.5)))),
        0.389900990,
        1,
        0.362376238,
        0.389900990,
        -1,
        -1,
        0.58,
        0.58,
        0.58,
        0.58,
        -1,
        -1);
  }

  @Test
  void what_is_found_perfectly_scores_one_whichever_object_comes_first() {
    List<Annotation> truth = List.of(object("a", 0, 0, 40, 40), object("a", 50, 0, 40, 40));
    List<Detection> detections =
        List.of(found("a", 0, 0, 40, 40, 0.9), found("a", 50, 0, 40, 40, 0.8));
    assertThat(score(sequences(image(truth, detections))).figures().get("AP")).hasValue(1);
  }

  @Test
  void boxes_without_area_find_nothing() {
    DetectionScore score = score(sequences(image(
        List.of(object("a", 0, 0, 40, 40)),
        List.of(found("a", 10, 10, 0, 0, 0.9), found("a", 0, 0, 40, 40, 0.8)))));
    assertThat(score.figures().get("AP")).hasValue(0.5);
  }

  @Test
  void several_classes_agree_one_by_one() {
    DetectionScore score = score(Images.mixed());
    assertFigures(
        score.coco().values(),
        0.111410066,
        0.298970996,
        0.049812981,
        0,
        0.147951909,
        0.224546205,
        0.115972222,
        0.253703704,
        0.253703704,
        0,
        0.293006993,
        0.41);
    assertThat(figures(score, "c0").get("AP").orElseThrow()).isCloseTo(0.092959176, within(1e-6));
    assertThat(figures(score, "c1").get("APmedium").orElseThrow())
        .isCloseTo(0.160307102, within(1e-6));
    assertThat(figures(score, "c1").get("ARlarge")).isEmpty();
    assertThat(figures(score, "c2").get("AP75").orElseThrow()).isCloseTo(0.047458746, within(1e-6));
  }

  @Test
  void the_parameters_are_part_of_the_result() {
    DetectionScore score = Evaluation.detection(
        List.of(), DetectionSettings.coco().withOverlap(0.6).withScore(0.25));
    assertThat(score.kind()).isEqualTo("detection");
    assertThat(score.parameters())
        .containsEntry("protocol", "coco")
        .containsEntry("interpolation", "101-point")
        .containsEntry("boxes", "continuous")
        .containsEntry("overlap", "0.6")
        .containsEntry("score", "0.25");
    assertThat(score.figures().values().keySet())
        .startsWith("AP", "AP50", "AP75", "APsmall", "APmedium", "APlarge")
        .endsWith("precision", "recall", "F1", "TP", "FP", "FN");
  }

  @Test
  void what_makes_no_sense_is_refused() {
    DetectionSettings coco = DetectionSettings.coco();
    assertThatIllegalArgumentException().isThrownBy(() -> coco.withOverlap(0));
    assertThatIllegalArgumentException().isThrownBy(() -> coco.withOverlap(1.01));
    assertThatIllegalArgumentException().isThrownBy(() -> coco.withScore(Double.NaN));
    DetectionScore voc = Evaluation.detection(Images.mixed(), DetectionSettings.voc(0.5));
    assertThatIllegalStateException().isThrownBy(voc::coco);
    assertThatIllegalArgumentException().isThrownBy(() -> voc.resampled(new int[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> voc.resampled(new int[] {-1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}));
    assertThatIllegalArgumentException().isThrownBy(() -> voc.histogram(0));
  }
}
