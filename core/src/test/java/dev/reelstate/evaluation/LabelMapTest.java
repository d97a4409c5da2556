package dev.reelstate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.annotation.AnnotatedFrame;
import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.evaluation.LabelMap.Mapped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelMapTest {

  private static final Provenance SOURCE = new Provenance(Origin.IMPORT, "files", false);
  private static final FrameRef FIRST = FrameRef.of(0, Duration.ZERO);
  private static final FrameRef SECOND = FrameRef.of(1, Duration.ofMillis(40));
  private static final LabelMap MAP =
      LabelMap.of(Map.of("Car", "car", "auto", "car", "dog", "dog"));

  @Test
  void each_spelling_becomes_its_class() {
    GroundTruth truth = truth(object("Car").withTrack("1"), object("auto"), object("dog"));

    Mapped<GroundTruth> mapped = MAP.map(truth);

    assertThat(mapped.content())
        .isEqualTo(truth(object("car").withTrack("1"), object("car"), object("dog")));
    assertThat(mapped.skipped()).isEmpty();
  }

  @Test
  void an_unknown_class_is_an_error_that_names_all_of_them() {
    GroundTruth truth = truth(object("car"), object("dog "), object("auto"), object("dog "));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MAP.map(truth))
        .withMessage("The truth has no class for \"car\" (1), \"dog \" (2).");
  }

  @Test
  void or_it_is_skipped_and_listed_while_its_frame_stays() {
    GroundTruth truth = truth(object("Car"), object("cat"), object("DOG"), object("cat"));

    Mapped<GroundTruth> mapped = MAP.skippingUnknown().map(truth);

    assertThat(mapped.content()).isEqualTo(truth(object("car")));
    assertThat(mapped.content().frames()).hasSize(2);
    assertThat(mapped.skipped()).isEqualTo(Map.of("cat", 2L, "DOG", 1L));
  }

  @Test
  void detections_keep_their_order_score_and_track() {
    Detection car = new Detection("auto", new Box(1, 2, 3, 4), 0.5, "7");

    Mapped<List<Detection>> mapped = MAP.skippingUnknown()
        .map(List.of(Detection.of("dog", new Box(0, 0, 1, 1), 0.5), detected("cat"), car));

    assertThat(mapped.content())
        .containsExactly(
            Detection.of("dog", new Box(0, 0, 1, 1), 0.5),
            new Detection("car", car.box(), 0.5, "7"));
    assertThat(mapped.skipped()).isEqualTo(Map.of("cat", 1L));
  }

  @Test
  void truth_and_detections_of_a_sequence_are_counted_together() {
    Scene scene = new Scene(
        FIRST, List.of(object("Car"), object("cat")), List.of(detected("cat"), detected("auto")));
    Sequence sequence = new Sequence("a", Map.of("weather", "rain"), List.of(scene));

    Mapped<Sequence> mapped = MAP.skippingUnknown().map(sequence);

    assertThat(mapped.content())
        .isEqualTo(new Sequence(
            "a",
            Map.of("weather", "rain"),
            List.of(new Scene(FIRST, List.of(object("car")), List.of(detected("car"))))));
    assertThat(mapped.skipped()).isEqualTo(Map.of("cat", 2L));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MAP.map(sequence))
        .withMessage("The truth has no class for \"cat\" (2).");
  }

  @Test
  void a_blank_class_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> LabelMap.of(Map.of("car", " ")));
    assertThatIllegalArgumentException().isThrownBy(() -> LabelMap.of(Map.of("", "car")));
  }

  private static Annotation object(String label) {
    return Annotation.of(label, new Box(1, 2, 3, 4), SOURCE);
  }

  private static Detection detected(String label) {
    return Detection.of(label, new Box(1, 2, 3, 4), 0.9);
  }

  private static GroundTruth truth(Annotation... annotations) {
    return new GroundTruth(List.of(
        new AnnotatedFrame(FIRST, List.of(annotations)), new AnnotatedFrame(SECOND, List.of())));
  }
}
