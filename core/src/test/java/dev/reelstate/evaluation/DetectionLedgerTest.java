package dev.reelstate.evaluation;

import static dev.reelstate.evaluation.Images.found;
import static dev.reelstate.evaluation.Images.image;
import static dev.reelstate.evaluation.Images.object;
import static dev.reelstate.evaluation.Images.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.annotation.Trait;
import dev.reelstate.evaluation.ledger.ConfusionMatrix;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Ledgers;
import dev.reelstate.evaluation.ledger.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionLedgerTest {

  /** One detection of each kind; the last object is found by nothing. */
  private static final Scene STREET = image(
      List.of(
          object("car", 0, 0, 100, 100),
          object("car", 200, 0, 100, 100),
          object("bus", 400, 0, 100, 100),
          object(Trait.IGNORE, "car", 600, 0, 100, 100),
          object("bus", 800, 0, 100, 100)),
      List.of(
          found("car", 0, 0, 100, 100, 0.95),
          found("car", 0, 0, 100, 90, 0.9),
          found("car", 270, 0, 100, 100, 0.85),
          found("car", 400, 0, 100, 80, 0.8),
          found("car", 600, 0, 100, 100, 0.75),
          found("dog", 0, 500, 50, 50, 0.7),
          found("car", 200, 0, 100, 100, 0.3)));

  private static final DetectionScore SCORE = Evaluation.detection(
      sequences(image(List.of(), List.of()), STREET), DetectionSettings.coco());

  @Test
  void every_object_and_every_detection_has_a_verdict() {
    assertThat(SCORE.ledger())
        .extracting(
            LedgerEntry::detection, LedgerEntry::index, LedgerEntry::verdict, LedgerEntry::partner)
        .containsExactly(
            tuple(false, 0, Verdict.HIT, 0),
            tuple(false, 1, Verdict.MISSED, null),
            tuple(false, 2, Verdict.MISSED, 3),
            tuple(false, 3, Verdict.IGNORED, 4),
            tuple(false, 4, Verdict.MISSED, null),
            tuple(true, 0, Verdict.HIT, 0),
            tuple(true, 1, Verdict.DUPLICATE, 0),
            tuple(true, 2, Verdict.LOW_OVERLAP, 1),
            tuple(true, 3, Verdict.WRONG_CLASS, 2),
            tuple(true, 4, Verdict.IGNORED, 3),
            tuple(true, 5, Verdict.BACKGROUND, null),
            tuple(true, 6, Verdict.IGNORED, null));
    assertThat(SCORE.ledger()).allMatch(one -> one.sequence() == 1 && one.scene() == 0);
    assertThat(SCORE.ledger().get(7).overlap()).isCloseTo(30 / 170.0, within(1e-12));
  }

  @Test
  void the_figures_count_the_same() {
    Figures figures = SCORE.figures();
    assertThat(figures.values()).contains(entry("TP", 1.0), entry("FP", 4.0), entry("FN", 3.0));
    assertThat(figures.get("precision")).hasValue(0.2);
    assertThat(figures.get("recall")).hasValue(0.25);
    assertThat(figures.get("F1").orElseThrow()).isCloseTo(2 / 9.0, within(1e-12));
    assertThat(SCORE.support()).isEqualTo(4);
  }

  @Test
  void the_confusion_matrix_counts_each_object_and_each_detection_once() {
    ConfusionMatrix matrix = SCORE.confusion();
    assertThat(matrix.labels()).containsExactly("bus", "car", "dog");
    assertThat(matrix.counts())
        .containsExactly(
            List.of(0, 1, 0, 1), List.of(0, 1, 0, 1), List.of(0, 0, 0, 0), List.of(0, 2, 1, 0));
    assertThat(matrix.count("bus", "car")).isOne();
    assertThat(matrix.missed("car")).isOne();
    assertThat(matrix.background("dog")).isOne();
    assertThatIllegalArgumentException().isThrownBy(() -> matrix.missed("cat"));
  }

  @Test
  void an_object_that_was_found_can_be_mistaken_but_is_not_confused() {
    DetectionScore score = Evaluation.detection(
        sequences(image(
            List.of(object("car", 0, 0, 100, 100)),
            List.of(found("car", 0, 0, 100, 100, 0.9), found("bus", 0, 0, 100, 90, 0.95)))),
        DetectionSettings.coco());
    assertThat(score.ledger().get(2).verdict()).isEqualTo(Verdict.WRONG_CLASS);
    assertThat(score.confusion().background("bus")).isOne();
    assertThat(Ledgers.confusions(score.ledger())).isEmpty();
  }

  @Test
  void false_alarms_are_divided_by_their_cause() {
    Ledgers.FalseAlarms alarms = Ledgers.falseAlarms(SCORE.ledger());
    assertThat(alarms.misclassified()).extracting(LedgerEntry::index).containsExactly(3);
    assertThat(alarms.hallucinated()).extracting(LedgerEntry::index).containsExactly(5);
    assertThat(alarms.duplicate()).extracting(LedgerEntry::index).containsExactly(1);
    assertThat(alarms.misplaced()).extracting(LedgerEntry::index).containsExactly(2);
  }

  @Test
  void the_worst_frames_come_first_and_those_without_errors_not_at_all() {
    Scene dull = image(List.of(object("car", 0, 0, 9, 9)), List.of());
    Scene good = image(List.of(), List.of());
    List<LedgerEntry> ledger = Evaluation.detection(
            sequences(dull, good, STREET, dull), DetectionSettings.coco())
        .ledger();
    assertThat(Ledgers.worstFrames(ledger, 10))
        .containsExactly(
            new Ledgers.FrameErrors(2, 0, 3, 4),
            new Ledgers.FrameErrors(0, 0, 1, 0),
            new Ledgers.FrameErrors(3, 0, 1, 0));
    assertThat(Ledgers.worstFrames(ledger, 1)).hasSize(1);
  }

  @Test
  void examples_of_a_confusion_name_both_sides() {
    assertThat(Ledgers.confusions(SCORE.ledger(), "bus", "car")).singleElement().satisfies(one -> {
      assertThat(one.truth().index()).isEqualTo(2);
      assertThat(one.detection().index()).isEqualTo(3);
    });
    assertThat(Ledgers.confusions(SCORE.ledger(), "car", "bus")).isEmpty();
  }

  @Test
  void a_curve_has_a_point_for_each_detection_that_counts() {
    assertThat(SCORE.curves())
        .containsOnly(
            entry("bus", new PrecisionRecallCurve(List.of())),
            entry(
                "car",
                new PrecisionRecallCurve(List.of(
                    new PrecisionRecallCurve.Point(0.95, 1, 0.5),
                    new PrecisionRecallCurve.Point(0.9, 0.5, 0.5),
                    new PrecisionRecallCurve.Point(0.85, 1 / 3.0, 0.5),
                    new PrecisionRecallCurve.Point(0.8, 0.25, 0.5),
                    new PrecisionRecallCurve.Point(0.3, 0.4, 1)))));
  }

  @Test
  void a_histogram_has_the_scores_of_hits_and_of_false_alarms() {
    assertThat(SCORE.histogram(4))
        .isEqualTo(new ScoreHistogram(0, 1, List.of(0, 1, 0, 1), List.of(0, 0, 1, 3)));
    assertThat(SCORE.histograms(2).get("dog"))
        .isEqualTo(new ScoreHistogram(0, 1, List.of(0, 0), List.of(0, 1)));
  }

  @Test
  void a_histogram_of_other_scores_reaches_from_the_least_to_the_greatest() {
    DetectionScore logits = Evaluation.detection(
        sequences(image(
            List.of(object("car", 0, 0, 9, 9)),
            List.of(found("car", 0, 0, 9, 9, -4), found("car", 50, 0, 9, 9, 6)))),
        DetectionSettings.coco());
    assertThat(logits.histogram(2))
        .isEqualTo(new ScoreHistogram(-4, 6, List.of(1, 0), List.of(0, 1)));
  }
}
