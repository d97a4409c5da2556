package dev.reelstate.evaluation;

import static dev.reelstate.evaluation.Images.found;
import static dev.reelstate.evaluation.Images.image;
import static dev.reelstate.evaluation.Images.object;
import static dev.reelstate.evaluation.Images.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Trait;
import dev.reelstate.evaluation.ledger.LedgerEntry;
import dev.reelstate.evaluation.ledger.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceTest {

  private static final Slice EVERYTHING = Slice.everything();
  private static final DetectionSettings COCO = DetectionSettings.coco();

  private static Scene at(int second) {
    return new Scene(
        FrameRef.at(Duration.ofSeconds(second)),
        List.of(object("car", 0, 0, 10, 10)),
        List.of(found("car", 0, 0, 10, 10, 0.9)));
  }

  @Test
  void everything_is_left_as_it_is() {
    assertThat(EVERYTHING.apply(Images.mixed())).isEqualTo(Images.mixed());
    assertThat(EVERYTHING).hasToString("everything");
  }

  @Test
  void videos_and_times_outside_are_removed() {
    Sequence day = new Sequence("day", Map.of("light", "day"), List.of(at(0), at(1), at(2)));
    Sequence night = new Sequence("night", Map.of("light", "night"), List.of(at(1)));
    List<Sequence> both = List.of(day, night);

    assertThat(EVERYTHING.withLabel("light", "night").apply(both)).containsExactly(night);
    assertThat(EVERYTHING.withLabel("rain", "no").apply(both)).isEmpty();
    Slice first = EVERYTHING.withTimes(Duration.ZERO, Duration.ofSeconds(1));
    assertThat(first.apply(both))
        .containsExactly(new Sequence("day", Map.of("light", "day"), List.of(at(0))));
  }

  @Test
  void other_classes_are_removed_on_both_sides() {
    List<Sequence> slice = EVERYTHING.withClass("c0").withClass("c2").apply(Images.mixed());
    DetectionScore whole = Evaluation.detection(Images.mixed(), COCO);
    DetectionScore part = Evaluation.detection(slice, COCO);

    assertThat(part.byClass()).containsOnlyKeys("c0", "c2");
    assertThat(part.byClass().get("c2")).isEqualTo(whole.byClass().get("c2"));
  }

  @Test
  void objects_outside_are_ignored_and_so_is_what_finds_them() {
    List<Sequence> two = sequences(image(
        List.of(
            object("car", 0, 0, 40, 40).withAttributes(Map.of("colour", "red", "doors", "4")),
            object(Trait.OCCLUDED, "car", 100, 0, 40, 40)),
        List.of(found("car", 0, 0, 40, 40, 0.9), found("car", 100, 0, 40, 40, 0.8))));

    for (Slice slice : List.of(
        EVERYTHING.withAttribute("colour", "red"), EVERYTHING.withoutTrait(Trait.OCCLUDED))) {
      DetectionScore score = Evaluation.detection(slice.apply(two), COCO);
      assertThat(score.support()).isOne();
      assertThat(score.ledger())
          .extracting(LedgerEntry::verdict)
          .containsExactly(Verdict.HIT, Verdict.IGNORED, Verdict.HIT, Verdict.IGNORED);
    }
    Slice occluded = EVERYTHING.withTrait(Trait.OCCLUDED);
    assertThat(Evaluation.detection(occluded.apply(two), COCO).ledger())
        .extracting(LedgerEntry::verdict)
        .containsExactly(Verdict.IGNORED, Verdict.HIT, Verdict.IGNORED, Verdict.HIT);
  }

  @ParameterizedTest
  @CsvSource({"small, 0, 1024", "medium, 1024, 9216", "large, 9216, 10000000000"})
  void a_slice_by_area_gives_the_figures_of_coco_for_that_area(
      String name, double least, double most) {
    DetectionScore whole = Evaluation.detection(Images.mixed(), COCO);
    DetectionScore part =
        Evaluation.detection(Images.mixed(), COCO, EVERYTHING.withAreas(least, most));

    assertThat(part.figures().get("AP")).isEqualTo(whole.figures().get("AP" + name));
    assertThat(part.figures().get("AR100")).isEqualTo(whole.figures().get("AR" + name));
  }

  @Test
  void the_slice_is_a_parameter_of_the_result() {
    Slice slice = EVERYTHING
        .withClass("car")
        .withClass("bus")
        .withAreas(0, 1024)
        .withAttribute("colour", "red")
        .withTrait(Trait.OCCLUDED)
        .withoutTrait(Trait.DIFFICULT)
        .withTimes(Duration.ZERO, Duration.ofMinutes(1))
        .withLabel("light", "day");
    assertThat(Evaluation.detection(List.of(), COCO, slice).parameters())
        .containsEntry(
            "slice",
            "class bus or car, area 0.0 to 1024.0, attributes {colour=red}, with [OCCLUDED],"
                + " without [DIFFICULT], time PT0S to PT1M, video {light=day}");
  }

  @Test
  void events_have_slices_too() {
    EventSequence day = new EventSequence(
        "day",
        Map.of("light", "day"),
        List.of(event("goal", 1), event("card", 2), event("goal", 5)),
        List.of(event("goal", 1)));
    EventSequence night =
        new EventSequence("night", Map.of("light", "night"), List.of(event("goal", 1)), List.of());
    EventSettings exact = EventSettings.ofMillis(0);
    Slice slice = EVERYTHING
        .withLabel("light", "day")
        .withClass("goal")
        .withTimes(Duration.ZERO, Duration.ofSeconds(5));

    EventScore score = Evaluation.events(List.of(day, night), exact, slice);

    assertThat(score.sequences()).containsExactly("day");
    assertThat(score.figures().get("recall")).hasValue(1);
    assertThat(score.ofClass("goal").resampled(new int[] {2}))
        .isEqualTo(score.resampled(new int[] {2}));
    assertThatIllegalArgumentException().isThrownBy(() -> score.ofClass("card"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> score.resampled("card", new int[] {1}))
        .withMessageContaining("card");
    assertThat(score.parameters()).containsKey("slice");
    assertThat(Evaluation.events(List.of(day, night), exact).parameters())
        .doesNotContainKey("slice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.events(List.of(day), exact, EVERYTHING.withAreas(0, 9)))
        .withMessageContaining("area 0.0 to 9.0");
  }

  private static Event event(String label, int second) {
    return Event.of(label, Duration.ofSeconds(second));
  }

  @Test
  void tracks_have_slices_too() {
    Sequence walk = TrackRows.sequence("walk", "person", 2, TrackRows.SILENT);
    Slice slice = EVERYTHING.withTimes(Duration.ZERO, Duration.ofMillis(80));

    TrackingScore score = Evaluation.tracking(List.of(walk), TrackingSettings.trackEval(), slice);

    assertThat(score.support()).isOne();
    assertThat(score.ofClass("person").support()).isOne();
    assertThat(score.ofClass("person").resampled(new int[] {1}))
        .isEqualTo(score.byClass().get("person"));
    assertThat(score.parameters()).containsKey("slice");
  }

  @Test
  void sequences_are_told_apart_by_their_names() {
    Sequence one = Sequence.of("one", List.of(at(0)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.detection(List.of(one, one), COCO))
        .withMessage("Sequences are told apart by their names, but two are named \"one\".");
  }

  @Test
  void ranges_go_up() {
    assertThatIllegalArgumentException().isThrownBy(() -> EVERYTHING.withAreas(2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> EVERYTHING.withAreas(-1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EVERYTHING.withTimes(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }
}
