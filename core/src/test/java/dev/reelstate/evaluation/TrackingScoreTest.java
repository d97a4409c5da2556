package dev.reelstate.evaluation;

import static dev.reelstate.evaluation.TrackRows.sequence;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.evaluation.TrackingSettings.Pooling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected numbers were calculated with TrackEval. */
class TrackingScoreTest {

  private static final TrackingSettings SETTINGS = TrackingSettings.trackEval();

  private static final Sequence WALK = sequence("walk", "person", 6, TrackRows.WALK);
  private static final Sequence NOISE = sequence("noise", "person", 3, TrackRows.NOISE);
  private static final Sequence SILENT = sequence("silent", "person", 2, TrackRows.SILENT);
  private static final Sequence EMPTY = sequence("empty", "person", 2, TrackRows.EMPTY);
  private static final Sequence THRESHOLD = sequence("threshold", "person", 1, TrackRows.THRESHOLD);
  private static final Sequence IGNORED = sequence("ignored", "person", 2, TrackRows.IGNORED);

  private static final List<Sequence> CLASSES = List.of(
      sequence("walk", "person", 6, TrackRows.WALK),
      sequence("noise", "car", 3, TrackRows.NOISE),
      sequence("silent", "dog", 2, TrackRows.SILENT));

  static Stream<Arguments> figures_equal_those_of_track_eval() {
    return Stream.of(
        Arguments.of(List.of(WALK), Pooling.DETECTIONS, """
                MOTA=0.454545454545 MOTP=0.873232323232 IDF1=0.454545454545 IDP=0.454545454545
                IDR=0.454545454545 FP=2 FN=2 IDSW=2 HOTA=0.478150783868 DetA=0.667305916613
                AssA=0.346289798571 LocA=0.871894129263 DetRe=0.77033492823 DetPr=0.77033492823
                AssRe=0.415516569201 AssPr=0.681403508772 MT=1 PT=1 ML=0 MTR=0.5 PTR=0.5 MLR=0
                Frag=1 MODA=0.636363636364 sMOTA=0.350826446281 recall=0.818181818182
                precision=0.818181818182 TP=9 IDTP=5 IDFP=6 IDFN=6
                """),
        Arguments.of(List.of(NOISE), Pooling.DETECTIONS, """
                MOTA=-2 MOTP=1 IDF1=0.25 IDP=0.166666666667 IDR=0.5 FP=5 FN=1 IDSW=0
                HOTA=0.274923002702 DetA=0.172932330827 AssA=0.438596491228 LocA=0.934984520124
                DetRe=0.578947368421 DetPr=0.19298245614 AssRe=0.578947368421
                AssPr=0.578947368421 MT=0 PT=1 ML=0 MTR=0 PTR=1 MLR=0 Frag=0 MODA=-2 sMOTA=-2
                recall=0.5 precision=0.166666666667 TP=1 IDTP=1 IDFP=5 IDFN=1
                """),
        Arguments.of(List.of(SILENT), Pooling.DETECTIONS, """
                MOTA=0 MOTP=0 IDF1=0 IDP=0 IDR=0 FP=0 FN=3 IDSW=0 HOTA=0 DetA=0 AssA=0 LocA=1
                DetRe=0 DetPr=0 AssRe=0 AssPr=0 MT=0 PT=0 ML=2 MTR=0 PTR=0 MLR=1 Frag=0 MODA=0
                sMOTA=0 recall=0 precision=0 TP=0 IDTP=0 IDFP=0 IDFN=3
                """),
        Arguments.of(List.of(EMPTY), Pooling.DETECTIONS, """
                MOTA=-3 MOTP=0 IDF1=0 IDP=0 IDR=0 FP=3 FN=0 IDSW=0 HOTA=0 DetA=0 AssA=0 LocA=1
                DetRe=0 DetPr=0 AssRe=0 AssPr=0 MT=0 PT=0 ML=0 MTR=0 PTR=0 MLR=0 Frag=0 MODA=-3
                sMOTA=-3 recall=0 precision=0 TP=0 IDTP=0 IDFP=3 IDFN=0
                """),
        Arguments.of(List.of(THRESHOLD), Pooling.DETECTIONS, """
                MOTA=1 MOTP=0.5 IDF1=1 IDP=1 IDR=1 FP=0 FN=0 IDSW=0 HOTA=0.526315789474
                DetA=0.526315789474 AssA=0.526315789474 LocA=0.736842105263 DetRe=0.526315789474
                DetPr=0.526315789474 AssRe=0.526315789474 AssPr=0.526315789474 MT=1 PT=0 ML=0
                MTR=1 PTR=0 MLR=0 Frag=0 MODA=1 sMOTA=0.5 recall=1 precision=1 TP=1 IDTP=1
                IDFP=0 IDFN=0
                """),
        Arguments.of(List.of(IGNORED), Pooling.DETECTIONS, """
                MOTA=0.5 MOTP=0.818181818182 IDF1=0.8 IDP=0.666666666667 IDR=1 FP=1 FN=0 IDSW=0
                HOTA=0.68757606815 DetA=0.561403508772 AssA=0.842105263158 LocA=0.846889952153
                DetRe=0.842105263158 DetPr=0.561403508772 AssRe=0.842105263158
                AssPr=0.842105263158 MT=1 PT=0 ML=0 MTR=1 PTR=0 MLR=0 Frag=0 MODA=0.5
                sMOTA=0.318181818182 recall=1 precision=0.666666666667 TP=2 IDTP=2 IDFP=1 IDFN=0
                """),
        Arguments.of(List.of(WALK, NOISE, SILENT, EMPTY), Pooling.DETECTIONS, """
                MOTA=-0.125 MOTP=0.885909090909 IDF1=0.333333333333 IDP=0.3 IDR=0.375 FP=10 FN=6
                IDSW=2 HOTA=0.369568427435 DetA=0.376417004049 AssA=0.365565523658
                LocA=0.875656350404 DetRe=0.601973684211 DetPr=0.481578947368
                AssRe=0.442448165869 AssPr=0.678253588517 MT=1 PT=2 ML=2 MTR=0.2 PTR=0.4 MLR=0.4
                Frag=1 MODA=0 sMOTA=-0.196306818182 recall=0.625 precision=0.5 TP=10 IDTP=6
                IDFP=14 IDFN=10
                """),
        Arguments.of(CLASSES, Pooling.DETECTIONS, """
                MOTA=0.0625 MOTP=0.885909090909 IDF1=0.363636363636 IDP=0.352941176471 IDR=0.375
                FP=7 FN=6 IDSW=2 HOTA=0.393355688409 DetA=0.426649457226 AssA=0.365565523658
                LocA=0.875656350404 DetRe=0.601973684211 DetPr=0.566563467492
                AssRe=0.442448165869 AssPr=0.678253588517 MT=1 PT=2 ML=2 MTR=0.2 PTR=0.4 MLR=0.4
                Frag=1 MODA=0.1875 sMOTA=-0.00880681818182 recall=0.625 precision=0.588235294118
                TP=10 IDTP=6 IDFP=11 IDFN=10
                """),
        Arguments.of(CLASSES, Pooling.CLASSES, """
                MOTA=-0.515151515152 MOTP=0.624410774411 IDF1=0.234848484848 IDP=0.207070707071
                IDR=0.318181818182 FP=7 FN=6 IDSW=2 HOTA=0.251024595523 DetA=0.280079415813
                AssA=0.261628763266 LocA=0.935626216462 DetRe=0.44976076555 DetPr=0.32110579479
                AssRe=0.331487979207 AssPr=0.420116959064 MT=1 PT=2 ML=2 MTR=0.166666666667
                PTR=0.5 MLR=0.333333333333 Frag=1 MODA=-0.454545454545 sMOTA=-0.549724517906
                recall=0.439393939394 precision=0.328282828283 TP=10 IDTP=6 IDFP=11 IDFN=10
                """));
  }

  @ParameterizedTest
  @MethodSource
  void figures_equal_those_of_track_eval(
      List<Sequence> sequences, Pooling pooling, String expected) {
    TrackingScore score = Evaluation.tracking(sequences, SETTINGS.withPooling(pooling));

    assertFigures(score.asTrackEval(), expected);
  }

  private static void assertFigures(Figures figures, String expected) {
    Map<String, Double> values = figures.values();
    for (String pair : expected.strip().split("\\s+", -1)) {
      String[] parts = pair.split("=", 2);
      assertThat(values.get(parts[0]))
          .as(parts[0])
          .isCloseTo(Double.parseDouble(parts[1]), within(1e-9));
    }
    assertThat(values).hasSize(expected.strip().split("\\s+", -1).length);
  }

  @Test
  void the_curves_over_the_thresholds_equal_those_of_track_eval() {
    HotaCurves curves = Evaluation.tracking(List.of(WALK), SETTINGS).curves();

    assertThat(curves.thresholds()).hasSize(19).startsWith(0.05).endsWith(0.95);
    assertCurve(curves, "HOTA", 0.571911998, 0.499572467, 0.170996392);
    assertCurve(curves, "DetA", 0.833333333, 0.692307692, 0.157894737);
    assertCurve(curves, "AssA", 0.3925, 0.360493827, 0.185185185);
    assertCurve(curves, "LocA", 0.828766234, 0.873232323, 0.983333333);
  }

  private static void assertCurve(
      HotaCurves curves, String name, double first, double middle, double last) {
    List<Double> values = curves.curve(name);
    assertThat(values.subList(0, 8)).allSatisfy(each -> assertNear(each, first));
    assertThat(values.subList(8, 16)).allSatisfy(each -> assertNear(each, middle));
    assertThat(values.subList(16, 19)).allSatisfy(each -> assertNear(each, last));
  }

  private static void assertNear(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-8));
  }

  @Test
  void a_figure_that_has_nothing_to_judge_is_empty() {
    Figures silent = Evaluation.tracking(List.of(SILENT), SETTINGS).figures();
    Figures empty = Evaluation.tracking(List.of(EMPTY), SETTINGS).figures();
    Figures nothing = Evaluation.tracking(List.of(), SETTINGS).figures();

    assertThat(absent(silent))
        .containsExactly("MOTP", "IDP", "AssA", "LocA", "DetPr", "AssRe", "AssPr", "precision");
    assertThat(silent.get("MOTA")).hasValue(0);
    assertThat(absent(empty))
        .containsExactly(
            "MOTA", "MOTP", "IDR", "AssA", "LocA", "DetRe", "AssRe", "AssPr", "MTR", "PTR", "MLR",
            "MODA", "sMOTA", "recall");
    assertThat(empty.get("FP")).hasValue(3);
    assertThat(absent(nothing)).contains("MOTA", "IDF1", "HOTA", "DetA");
  }

  private static List<String> absent(Figures figures) {
    return figures.values().keySet().stream()
        .filter(name -> figures.get(name).isEmpty())
        .toList();
  }

  @Test
  void the_main_figures_come_first() {
    assertThat(Evaluation.tracking(List.of(WALK), SETTINGS).figures().values().keySet())
        .startsWith(
            "MOTA", "MOTP", "IDF1", "IDP", "IDR", "FP", "FN", "IDSW", "HOTA", "DetA", "AssA",
            "LocA");
  }

  @Test
  void each_class_is_scored_separately() {
    Map<String, Figures> byClass = Evaluation.tracking(CLASSES, SETTINGS).byClass();

    assertThat(byClass).containsOnlyKeys("car", "dog", "person");
    assertThat(requireNonNull(byClass.get("car")).get("MOTA")).hasValue(-2);
    assertThat(requireNonNull(byClass.get("person")).get("IDSW")).hasValue(2);
    assertThat(requireNonNull(byClass.get("dog")).get("FN")).hasValue(3);
  }

  @Test
  void classes_that_are_not_told_apart_score_as_one() {
    TrackingSettings agnostic = SETTINGS.withPooling(Pooling.AGNOSTIC);
    TrackingScore score = Evaluation.tracking(CLASSES, agnostic);

    assertThat(score.byClass()).isEmpty();
    assertThat(score.figures())
        .isEqualTo(Evaluation.tracking(List.of(WALK, NOISE, SILENT), SETTINGS).figures());
    assertThat(score.parameters()).containsEntry("pooling", "class_agnostic");
  }

  @Test
  void only_the_classes_asked_for_count() {
    TrackingScore score = Evaluation.tracking(CLASSES, SETTINGS.withClasses(Set.of("person")));

    assertThat(score.figures())
        .isEqualTo(Evaluation.tracking(List.of(WALK), SETTINGS).figures());
    assertThat(score.byClass()).containsOnlyKeys("person");
    assertThat(score.support()).isEqualTo(11);
    assertThat(score.parameters()).containsEntry("classes", "person");
  }

  @Test
  void a_result_names_its_parameters() {
    assertThat(Evaluation.tracking(CLASSES, SETTINGS).parameters())
        .containsOnly(
            Map.entry("classes", "all"),
            Map.entry("hotaThresholds", "0.05:0.05:0.95"),
            Map.entry("ignoredOverlap", "0.5"),
            Map.entry("overlap", "0.5"),
            Map.entry("pooling", "cls_comb_det_av"));
  }

  @Test
  void drawing_a_sequence_twice_equals_having_it_twice() {
    TrackingScore score = Evaluation.tracking(List.of(WALK, NOISE, SILENT), SETTINGS);
    Sequence again = sequence("again", "person", 6, TrackRows.WALK);

    assertThat(score.resampled(new int[] {2, 0, 1}))
        .isEqualTo(Evaluation.tracking(List.of(WALK, again, SILENT), SETTINGS).figures());
    assertThat(score.resampled(new int[] {1, 1, 1})).isEqualTo(score.figures());
    assertThatIllegalArgumentException().isThrownBy(() -> score.resampled(new int[] {1}));
  }

  @Test
  void an_object_without_a_track_is_an_error_that_names_it() {
    Sequence untracked = withDetections(Detection.of("person", TrackRows.BOX, 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.tracking(List.of(untracked), SETTINGS))
        .withMessage("The detection at position 0 in scene 0 of sequence \"silent\" has no track.");
  }

  @Test
  void a_track_in_two_places_at_once_is_an_error_that_names_it() {
    Detection one = new Detection("person", TrackRows.BOX, 1, "7");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.tracking(List.of(withDetections(one, one)), SETTINGS))
        .withMessage("Track \"7\" has more than one detection in scene 0 of sequence \"silent\".");
  }

  private static Sequence withDetections(Detection... detections) {
    List<Scene> scenes = new ArrayList<>(SILENT.scenes());
    Scene first = scenes.get(0);
    scenes.set(0, new Scene(first.frame(), first.truth(), List.of(detections)));
    return Sequence.of(SILENT.name(), scenes);
  }
}
