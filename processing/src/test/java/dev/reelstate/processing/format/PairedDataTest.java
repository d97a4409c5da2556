package dev.reelstate.processing.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.evaluation.Detection;
import dev.reelstate.evaluation.Scene;
import dev.reelstate.evaluation.Sequence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairedDataTest {

  private static final Box BOX = new Box(1, 2, 3, 4);
  private static final Provenance FILE = new Provenance(Provenance.Origin.IMPORT, "file", false);

  private static LabelledData data(List<LabelledImage> images, LabelledObject... objects) {
    List<LabelledVideo> videos = images.stream()
        .filter(image -> image.video() != null)
        .map(LabelledImage::video)
        .distinct()
        .map(name -> new LabelledVideo(name, 10.0))
        .toList();
    return new LabelledData(List.of(Category.of("car")), videos, images, List.of(objects));
  }

  private static LabelledObject found(String image, double score) {
    return LabelledObject.of(image, "car", BOX).withScore(score);
  }

  @Test
  void every_still_image_is_a_sequence_in_the_order_of_its_number() {
    LabelledData truth = data(
        List.of(
            LabelledImage.still("10", null),
            LabelledImage.still("9", null),
            LabelledImage.still("9007199254740993", null)),
        LabelledObject.of("10", "car", BOX));

    PairedData pairs = PairedData.of(
        truth, data(truth.images(), found("10", 0.5), found("9", 0.5), found("10", 7)), Pairing.ID);

    assertThat(pairs.losses().isEmpty()).isTrue();
    assertThat(pairs.sequences())
        .extracting(Sequence::name)
        .containsExactly("9", "10", "9007199254740993");
    assertThat(pairs.sequences().get(1).scenes().get(0).truth()).hasSize(1);
    assertThat(pairs.sequences().get(1).scenes().get(0).detections())
        .containsExactly(new Detection("car", BOX, 0.5, null), new Detection("car", BOX, 7, null));
  }

  @Test
  void frames_are_paired_by_number_and_come_in_their_order() {
    LabelledData truth = data(
        List.of(LabelledImage.frame("b", "street", 20), LabelledImage.frame("a", "street", 5)));
    LabelledData detections = data(
        List.of(LabelledImage.frame("x", "run 1", 5), LabelledImage.frame("y", "run 1", 6)),
        found("x", 0.1),
        found("y", 0.2));

    PairedData pairs = PairedData.of(truth, detections, Pairing.FRAME);

    assertThat(pairs.sequences().get(0).scenes())
        .extracting(Scene::frame)
        .containsExactly(
            FrameRef.estimated(5, Duration.ofMillis(500)),
            FrameRef.estimated(20, Duration.ofSeconds(2)));
    assertThat(pairs.sequences().get(0).scenes())
        .extracting(scene -> scene.detections().size())
        .containsExactly(1, 0);
    assertThat(pairs.losses().losses())
        .containsExactly(new Loss("detection on a frame that was not examined", 1, "y"));
  }

  @Test
  void a_detection_without_a_score_is_refused() {
    LabelledData truth = data(List.of(LabelledImage.still("1", "a.jpg")));
    LabelledData detections =
        data(List.of(LabelledImage.still("7", "a.jpg")), LabelledObject.of("7", "car", BOX));

    assertThatThrownBy(() -> PairedData.of(truth, detections, Pairing.FILE))
        .hasMessage("A detection of \"car\" in image 7 has no score.");
  }

  @Test
  void a_video_becomes_ground_truth_without_empty_boxes_and_comes_back() {
    LabelledObject car = LabelledObject.of("a", "car", BOX).withTrack("3");
    LabelledData data = data(
        List.of(LabelledImage.frame("a", "street", 5), LabelledImage.frame("b", "street", 6)),
        car,
        LabelledObject.of("b", "car", new Box(1, 2, 0, 4)));

    ConvertedTruth converted = ConvertedTruth.of(data, null, FILE);

    GroundTruth truth = converted.truth();
    assertThat(converted.losses().losses())
        .containsExactly(new Loss("box without width or height", 1, "in image b"));
    assertThat(truth.frames()).hasSize(2);
    assertThat(truth.frames().get(0).frame())
        .isEqualTo(FrameRef.estimated(5, Duration.ofMillis(500)));
    LabelledData back = ConvertedTruth.toData(truth, "street", 640, 480).data();
    assertThat(back.objects()).extracting(LabelledObject::box).containsExactly(BOX);
    assertThat(back.objects()).extracting(LabelledObject::track).containsExactly("3");
    assertThat(back.images()).extracting(LabelledImage::frame).containsExactly(5L, 6L);
  }

  @Test
  void frames_without_any_time_make_no_ground_truth() {
    LabelledData data =
        new LabelledData(List.of(), List.of(), List.of(LabelledImage.still("a", null)), List.of());

    assertThatThrownBy(() -> ConvertedTruth.of(data, 25.0, FILE))
        .hasMessageContaining("The image a has no time");
  }

  @Test
  void objects_of_a_class_without_a_counterpart_are_listed() {
    LabelledData data = data(List.of(LabelledImage.still("1", null)), found("1", 1), found("1", 1));

    Reading none = data.relabelled(label -> Optional.empty());
    Reading renamed = data.relabelled(label -> Optional.of("vehicle"));

    assertThat(none.data().objects()).isEmpty();
    assertThat(none.losses().losses())
        .containsExactly(new Loss("object of an unknown class", 2, "car in 1"));
    assertThat(renamed.data().objects())
        .extracting(LabelledObject::label)
        .containsExactly("vehicle", "vehicle");
    assertThat(renamed.losses().isEmpty()).isTrue();
  }
}
