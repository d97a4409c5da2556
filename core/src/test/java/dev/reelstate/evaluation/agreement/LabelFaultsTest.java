package dev.reelstate.evaluation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.Figures;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Scored;
import dev.reelstate.evaluation.Sequence;
import dev.reelstate.evaluation.agreement.LabelFault.Kind;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LabelFaultsTest {

  /** Three cars that every model finds, and a bus. */
  private static final List<Annotation> TRUTH = List.of(
      annotation("car", 0), annotation("car", 100), annotation("car", 200), annotation("bus", 300));

  private static final Detection UNKNOWN_CAR = Detection.of("car", box(400), 7);

  @Test
  void a_sure_detection_where_nothing_is_annotated_suggests_a_missing_label() {
    List<LabelFault> faults = LabelFaults.suggest(List.of(run("a", UNKNOWN_CAR)), 0.7);

    assertThat(faults).singleElement().satisfies(fault -> {
      assertThat(fault.kind()).isEqualTo(Kind.MISSING_LABEL);
      assertThat(fault.truth()).isNull();
      assertThat(fault.box()).isEqualTo(box(400));
      assertThat(fault.strength()).isEqualTo(3 / 4.0);
      assertThat(fault.reason()).isEqualTo("Nothing is annotated where \"car\" is reported by a.");
    });
  }

  @Test
  void a_detection_is_only_as_strong_as_those_that_are_as_sure() {
    Detection surest = Detection.of("car", box(400), 20);

    assertThat(LabelFaults.suggest(List.of(run("a", surest)), 0))
        .extracting(LabelFault::strength)
        .containsExactly(0.0);
  }

  @Test
  void several_models_are_one_suggestion_and_stronger() {
    Detection near = Detection.of("car", box(402), 7);

    List<LabelFault> faults =
        LabelFaults.suggest(List.of(run("a", UNKNOWN_CAR), run("b", near)), 0.5);

    assertThat(faults)
        .filteredOn(fault -> fault.kind() == Kind.MISSING_LABEL)
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.models()).containsExactly("a", "b");
          assertThat(fault.strength()).isCloseTo(1 - 0.25 * 0.25, within(1e-12));
        });
  }

  @Test
  void detections_apart_or_of_different_classes_are_different_suggestions() {
    Detection apart = Detection.of("car", box(407), 7);
    Detection other = Detection.of("van", box(400), 7);

    assertThat(LabelFaults.suggest(
            List.of(run("a", UNKNOWN_CAR), run("b", apart), run("c", other)), 0))
        .filteredOn(fault -> fault.kind() == Kind.MISSING_LABEL)
        .hasSize(3);
  }

  @Test
  void a_sure_detection_of_another_class_doubts_the_class() {
    List<LabelFault> faults =
        LabelFaults.suggest(List.of(run("a", Detection.of("car", box(300), 7))), 0.5);

    assertThat(faults).singleElement().satisfies(fault -> {
      assertThat(fault.kind()).isEqualTo(Kind.WRONG_CLASS);
      assertThat(fault.truth()).isEqualTo(3);
      assertThat(fault.label()).isEqualTo("car");
      assertThat(fault.reason())
          .isEqualTo("Another class is annotated where \"car\" is reported by a.");
    });
  }

  @Test
  void a_class_is_not_doubted_by_a_model_that_found_it_too() {
    assertThat(LabelFaults.suggest(
            List.of(run("a", Detection.of("bus", box(300), 1), Detection.of("car", box(300), 7))),
            0))
        .isEmpty();
  }

  @Test
  void an_object_that_no_model_sees_is_doubted_as_far_as_they_see_others_of_its_class() {
    List<Annotation> truth =
        Stream.concat(TRUTH.stream(), Stream.of(annotation("car", 500))).toList();
    ModelRun one = run("a", truth);
    ModelRun other = run("b", truth);

    assertThat(LabelFaults.suggest(List.of(one), 0)).isEmpty();
    assertThat(LabelFaults.suggest(List.of(one, other), 0.5)).singleElement().satisfies(fault -> {
      assertThat(fault.kind()).isEqualTo(Kind.UNSEEN);
      assertThat(fault.truth()).isEqualTo(4);
      assertThat(fault.strength()).isCloseTo(1 - 0.25 * 0.25, within(1e-12));
      assertThat(fault.reason())
          .isEqualTo("\"car\" is annotated where nothing is reported by a, b.");
    });
  }

  @Test
  void an_object_that_one_model_takes_for_another_class_is_not_unseen() {
    List<LabelFault> faults =
        LabelFaults.suggest(List.of(run("a"), run("b", Detection.of("car", box(300), 7))), 0);

    assertThat(faults).extracting(LabelFault::kind).containsExactly(Kind.WRONG_CLASS);
  }

  @Test
  void the_strongest_suggestion_comes_first() {
    assertThat(LabelFaults.suggest(
            List.of(run(
                "a",
                Detection.of("van", box(600), 3),
                UNKNOWN_CAR,
                Detection.of("car", box(300), 5))),
            0))
        .extracting(LabelFault::strength)
        .containsExactly(3 / 4.0, 3 / 5.0, 0.0);
  }

  @Test
  void runs_are_of_different_models_on_the_same_truth() {
    ModelRun run = run("a");

    assertThatIllegalArgumentException().isThrownBy(() -> LabelFaults.suggest(List.of(), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelFaults.suggest(List.of(run, run), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelFaults.suggest(List.of(run, run("b", TRUTH.subList(0, 3))), 0))
        .withMessageContaining("\"a\" and \"b\" were scored against different truths");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelRun("a", List.of(), run.scored()));
  }

  private static ModelRun run(String model, Detection... further) {
    return run(model, TRUTH, further);
  }

  /** A model that finds the three cars with scores of 10, and reports something more. */
  private static ModelRun run(String model, List<Annotation> truth, Detection... further) {
    List<Detection> detections = new ArrayList<>();
    truth.stream()
        .limit(3)
        .forEach(car -> detections.add(Detection.of(car.label(), car.box(), 10)));
    detections.addAll(List.of(further));
    Scene scene = new Scene(FrameRef.of(0, Duration.ZERO), truth, detections);
    return new ModelRun(
        model, List.of(Sequence.of("film", List.of(scene))), new OneScene(ledger(scene)));
  }

  private static List<LedgerEntry> ledger(Scene scene) {
    List<LedgerEntry> ledger = new ArrayList<>();
    for (int index = 0; index < scene.truth().size(); index++) {
      Annotation annotation = scene.truth().get(index);
      Detection hit = scene.detections().stream()
          .filter(detection -> detection.label().equals(annotation.label()))
          .filter(detection -> detection.box().equals(annotation.box()))
          .findFirst()
          .orElse(null);
      ledger.add(
          hit == null
              ? entry(false, index, annotation.label(), Verdict.MISSED, null)
              : entry(
                  false,
                  index,
                  annotation.label(),
                  Verdict.HIT,
                  scene.detections().indexOf(hit)));
    }
    for (int index = 0; index < scene.detections().size(); index++) {
      ledger.add(ofDetection(scene, index));
    }
    return ledger;
  }

  private static LedgerEntry ofDetection(Scene scene, int index) {
    Detection detection = scene.detections().get(index);
    for (int truth = 0; truth < scene.truth().size(); truth++) {
      Annotation annotation = scene.truth().get(truth);
      if (annotation.box().equals(detection.box())) {
        boolean same = annotation.label().equals(detection.label());
        return entry(
            true, index, detection.label(), same ? Verdict.HIT : Verdict.WRONG_CLASS, truth);
      }
    }
    return entry(true, index, detection.label(), Verdict.BACKGROUND, null);
  }

  private static LedgerEntry entry(
      boolean detection, int index, String label, Verdict verdict, @Nullable Integer partner) {
    return new LedgerEntry(
        0, 0, detection, index, label, null, verdict, partner, partner == null ? null : 1.0);
  }

  private static Annotation annotation(String label, double x) {
    return Annotation.of(label, box(x), new Provenance(Origin.PERSON, "someone", true));
  }

  private static Box box(double x) {
    return new Box(x, 0, 10, 10);
  }

  /** The score of one film with one scene, of which only the ledger is asked for. */
  private record OneScene(List<LedgerEntry> ledger) implements Scored {

    @Override
    public String kind() {
      return "detection";
    }

    @Override
    public Map<String, String> parameters() {
      return Map.of();
    }

    @Override
    public Figures figures() {
      return new Figures(Map.of());
    }

    @Override
    public Map<String, Figures> byClass() {
      return Map.of();
    }

    @Override
    public long support() {
      return ledger.stream().filter(entry -> !entry.detection()).count();
    }

    @Override
    public List<String> sequences() {
      return List.of("film");
    }

    @Override
    public Figures resampled(int[] times) {
      return figures();
    }

    @Override
    public Figures resampled(String label, int[] times) {
      return resampled(times);
    }
  }
}
