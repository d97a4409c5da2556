package dev.reelstate.processing.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.reelstate.annotation.Box;
import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionOutcome.Found;
import dev.reelstate.detection.DetectionOutcome.None;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Detector;
import dev.reelstate.detection.DetectorOpening.Opened;
import dev.reelstate.detection.DetectorSession;
import dev.reelstate.detection.Picture;
import dev.reelstate.testkit.contract.DetectorContract;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HogDetectorTest implements DetectorContract {

  private static final Picture EMPTY = Drawing.of(0, 200, 240, graphics -> {});
  private static final Picture PERSON = Drawing.of(1, 200, 240, Drawing.person(100, 40, 150));

  @Override
  public Detector detector() {
    return Detectors.get("hog");
  }

  @Override
  public DetectionSpec spec() {
    return DetectionSpec.of("hog");
  }

  @Override
  public List<Picture> pictures() {
    return List.of(EMPTY, PERSON);
  }

  @Test
  void nobody_is_on_an_empty_picture() {
    assertThat(detect(spec(), EMPTY)).isEqualTo(new None());
  }

  /** Sizes on both sides of the one at which a person fills the picture. */
  @ParameterizedTest
  @CsvSource({"70, 80", "40, 150", "5, 230"})
  void a_box_is_as_tall_as_the_person_wherever_that_is(int top, int tall) {
    Picture picture = Drawing.of(0, 300, 240, Drawing.person(150, top, tall));

    Box box = only(detect(spec(), picture)).box();

    assertThat(box.height()).isCloseTo(tall, within(0.21 * tall));
    assertThat(box.x() + box.width() / 2).isCloseTo(150, within(0.07 * tall));
    assertThat(box.y() + box.height() / 2).isCloseTo(top + tall / 2.0, within(0.1 * tall));
    assertThat(box.width()).isCloseTo(0.38 * box.height(), within(1e-9));
  }

  @Test
  void the_boxes_are_the_same_with_each_number_of_threads() {
    int before = opencv_core.getNumThreads();
    try {
      opencv_core.setNumThreads(1);
      DetectionOutcome expected = detect(spec(), PERSON);
      for (int threads : List.of(2, 5)) {
        opencv_core.setNumThreads(threads);
        assertThat(detect(spec(), PERSON)).isEqualTo(expected);
      }
    } finally {
      opencv_core.setNumThreads(before);
    }
  }

  @Test
  void a_person_can_have_another_label_or_none() {
    assertThat(
            only(detect(spec().withLabels(Map.of("person", "walker")), PERSON)).label())
        .isEqualTo("walker");
    assertThat(detect(spec().withLabels(Map.of("car", "car")), PERSON)).isEqualTo(new None());
  }

  @Test
  void nothing_is_as_sure_as_the_highest_score() {
    assertThat(detect(spec().withMinScore(1), PERSON)).isEqualTo(new None());
  }

  @ParameterizedTest
  @CsvSource({"upscale, 5", "upscale, big", "step, 1"})
  void a_setting_that_is_out_of_range_is_refused(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> detector().open(spec().withSetting(name, value)))
        .withMessageContaining(name)
        .withMessageContaining(value);
  }

  @Test
  void a_picture_smaller_than_any_person_is_no_error() {
    assertThat(detect(spec(), Drawing.of(0, 9, 7, graphics -> {}))).isEqualTo(new None());
  }

  private Detection only(DetectionOutcome outcome) {
    assertThat(outcome).isInstanceOf(Found.class);
    List<Detection> detections = ((Found) outcome).detections();
    assertThat(detections).hasSize(1);
    return detections.get(0);
  }

  private DetectionOutcome detect(DetectionSpec spec, Picture picture) {
    try (DetectorSession session = ((Opened) detector().open(spec)).session()) {
      return session.detect(picture);
    }
  }
}
