package dev.reelstate.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.reelstate.annotation.Annotation;
import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.FrameRef;
import dev.reelstate.annotation.Provenance;
import dev.reelstate.annotation.Provenance.Origin;
import dev.reelstate.detection.DetectionOutcome.Found;
import dev.reelstate.detection.DetectionOutcome.None;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionTest {

  private static final FrameRef FRAME = FrameRef.of(7, Duration.ofMillis(280));
  private static final String HASH = "0123456789abcdef".repeat(4);

  @Test
  void no_detections_are_none_and_others_are_ordered_whatever_order_they_came_in() {
    Detection sure = new Detection("person", new Box(9, 9, 1, 1), 0.9);
    Detection left = new Detection("person", new Box(1, 5, 1, 1), 0.5);
    Detection right = new Detection("person", new Box(2, 5, 1, 1), 0.5);

    assertThat(DetectionOutcome.of(List.of())).isEqualTo(new None());
    assertThat(DetectionOutcome.of(List.of(right, left, sure)))
        .isEqualTo(new Found(List.of(sure, left, right)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Found(List.of()));
  }

  @Test
  void a_problem_becomes_a_failure_with_a_code_of_its_own() {
    Failure unavailable =
        new DetectorProblem.Unavailable("Add the library.", "no such class").asFailure();
    Failure failed = new DetectorProblem.Failed("It broke.", null, true).asFailure();

    assertThat(unavailable.code()).isEqualTo(FailureCode.DETECTOR_UNAVAILABLE);
    assertThat(unavailable.retryable()).isFalse();
    assertThat(unavailable.detail()).isEqualTo("no such class");
    assertThat(failed.code()).isEqualTo(FailureCode.DETECTOR_FAILED);
    assertThat(failed.retryable()).isTrue();
    assertThat(new DetectorProblem.UnsupportedModel("No boxes.", null).code())
        .isEqualTo(FailureCode.UNSUPPORTED_MODEL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DetectorProblem.Failed(" ", null, false));
  }

  @Test
  void the_hash_of_a_specification_depends_on_all_of_it_but_the_place_of_the_model() {
    DetectionSpec spec = DetectionSpec.of("onnx")
        .withSetting("a", "1")
        .withSetting("b", "2")
        .withModel(new DetectorModel(Path.of("here"), HASH));
    DetectionSpec same = DetectionSpec.of("onnx")
        .withModel(new DetectorModel(Path.of("there"), HASH))
        .withSetting("b", "2")
        .withSetting("a", "1");

    assertThat(same.settingsHash()).isEqualTo(spec.settingsHash()).matches("[0-9a-f]{64}");
    assertThat(List.of(
            spec.withSetting("a", "2"),
            spec.withModel(new DetectorModel(Path.of("here"), "f".repeat(64))),
            spec.withClasses(List.of("a")),
            spec.withLabels(Map.of("a", "b")),
            spec.withMinScore(0.5),
            spec.withMaxOverlap(0.5)))
        .extracting(DetectionSpec::settingsHash)
        .doesNotHaveDuplicates()
        .doesNotContain(spec.settingsHash());
  }

  @Test
  void an_identity_says_what_detected_and_becomes_the_provenance() {
    DetectionSpec spec = DetectionSpec.of("onnx").withModel(new DetectorModel(Path.of("m"), HASH));
    DetectorIdentity identity = DetectorIdentity.of(spec, "onnxruntime-1.28.0");

    assertThat(identity)
        .hasToString("onnx onnxruntime-1.28.0 model=0123456789abcdef settings="
            + spec.settingsHash().substring(0, 16));
    assertThat(new Detection("car", new Box(1, 2, 3, 4), 0.25).asAnnotation(identity.provenance()))
        .isEqualTo(Annotation.of(
                "car",
                new Box(1, 2, 3, 4),
                new Provenance(Origin.DETECTOR, identity.toString(), false))
            .withScore(0.25));
  }

  @Test
  void a_model_is_known_by_its_content(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("model.onnx"), "abc");
    DetectorModel model = DetectorModel.of(file);

    assertThat(model.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(model.isIntact()).isTrue();
    Files.writeString(file, "abd");
    assertThat(model.isIntact()).isFalse();
  }

  @Test
  void the_pixels_of_a_picture_cannot_be_changed_and_begin_at_the_buffers_position() {
    ByteBuffer memory = ByteBuffer.allocate(100).position(10);
    memory.put(10, (byte) 42);
    Picture picture = new Picture(FRAME, 3, 2, 10, memory);

    ByteBuffer pixels = picture.pixels();
    assertThat(pixels.get()).isEqualTo((byte) 42);
    assertThat(picture.pixels().position()).isZero();
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(() -> picture.pixels().put(0, (byte) 1));
  }

  @Test
  void a_picture_needs_memory_for_all_of_its_pixels_and_no_more() {
    assertThat(new Picture(FRAME, 3, 2, 10, ByteBuffer.allocate(19)).height()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Picture(FRAME, 3, 2, 10, ByteBuffer.allocate(18)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Picture(FRAME, 3, 2, 8, ByteBuffer.allocate(100)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Picture(FRAME, 0, 2, 8, ByteBuffer.allocate(100)));
  }

  @Test
  void what_is_out_of_range_is_refused() {
    DetectionSpec spec = DetectionSpec.of("hog");

    assertThatIllegalArgumentException().isThrownBy(() -> DetectionSpec.of(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> spec.withMinScore(1.1));
    assertThatIllegalArgumentException().isThrownBy(() -> spec.withMaxOverlap(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> spec.withClasses(List.of("a", "a")));
    assertThatIllegalArgumentException().isThrownBy(() -> spec.withLabels(Map.of("a", "")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Detection("a", new Box(0, 0, 1, 1), 1.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new DetectorModel(Path.of("m"), "ABC"));
  }
}
