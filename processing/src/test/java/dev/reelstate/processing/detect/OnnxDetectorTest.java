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
import dev.reelstate.detection.DetectorModel;
import dev.reelstate.detection.DetectorOpening;
import dev.reelstate.detection.DetectorOpening.Opened;
import dev.reelstate.detection.DetectorOpening.Refused;
import dev.reelstate.detection.DetectorProblem;
import dev.reelstate.detection.DetectorProblem.UnsupportedModel;
import dev.reelstate.detection.DetectorSession;
import dev.reelstate.detection.Picture;
import dev.reelstate.testkit.contract.DetectorContract;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxDetectorTest implements DetectorContract {

  /** Twice as wide as high, so that a letterbox of a square has bars above and below. */
  private static final Picture WIDE = Drawing.of(0, 200, 100, graphics -> {});

  private static final List<String> PETS = List.of("cat", "dog");

  @TempDir
  private static Path folder;

  @Override
  public Detector detector() {
    return Detectors.get("onnx");
  }

  @Override
  public DetectionSpec spec() {
    return spec(brightness());
  }

  @Override
  public List<Picture> pictures() {
    return List.of(Drawing.of(0, 40, 20, graphics -> {}), Drawing.of(1, 40, 20, graphics -> {
      graphics.setColor(Color.DARK_GRAY);
      graphics.fillRect(3, 4, 20, 9);
    }));
  }

  /** One detection whose score is the mean of the red, so that it depends on the picture. */
  private static OnnxModel brightness() {
    return OnnxModel.taking(16, 16)
        .constant("mask", new long[] {1, 3, 1, 1}, 1, 0, 0)
        .node("Mul", List.of("images", "mask"), "red")
        .node(
            "ReduceMean",
            List.of("red"),
            "mean",
            OnnxModel.numbers("axes", 1, 2, 3),
            OnnxModel.number("keepdims", 0))
        .constant("unit", new long[] {1, 1, 7}, 0, 0, 0, 0, 0, 3, 0)
        .constant("box", new long[] {1, 1, 7}, 8, 8, 4, 4, 1, 0, 0)
        .node("Mul", List.of("unit", "mean"), "score")
        .node("Add", List.of("score", "box"), "output0")
        .output("output0", 1, 1, 7);
  }

  @Test
  void rows_with_objectness_are_read_and_led_back_through_the_letterbox() {
    // 200 by 100 becomes 64 by 32 in the middle of 64 by 64: scaled by 0.32, 16 pixels down.
    OnnxModel model = OnnxModel.taking(64, 64)
        .table("output0", 7, 32, 32, 16, 8, 0.9f, 0.1f, 0.8f, 10, 20, 4, 4, 0.9f, 0.2f, 0.1f);

    Detection dog = only(detect(spec(model), WIDE));

    assertThat(dog.label()).isEqualTo("dog");
    assertThat(dog.score()).isCloseTo(0.72, within(1e-6));
    assertBox(dog, 75, 37.5, 50, 25);
  }

  @Test
  void columns_without_objectness_are_read() {
    // Box and two classes of seven objects, of which the third is one.
    float[] table = new float[6 * 7];
    float[] third = {16, 32, 32, 16, 0.75f, 0.25f};
    for (int i = 0; i < 6; i++) {
      table[i * 7 + 2] = third[i];
    }
    Detection cat = only(detect(spec(OnnxModel.taking(64, 64).table("out", 7, table)), WIDE));

    assertThat(cat.label()).isEqualTo("cat");
    assertThat(cat.score()).isEqualTo(0.75);
    assertBox(cat, 0, 25, 100, 50);
  }

  @Test
  void corners_with_score_and_class_are_read() {
    OnnxModel model =
        OnnxModel.taking(64, 64).table("output0", 6, 16, 24, 48, 40, 0.5f, 1, 0, 0, 9, 9, 0.1f, 0);

    Detection dog = only(detect(spec(model).withSetting("layout", "yolov10"), WIDE));

    assertThat(dog.label()).isEqualTo("dog");
    assertBox(dog, 50, 25, 100, 50);
  }

  @Test
  void logits_with_a_class_for_nothing_are_probabilities_that_add_up_to_one() {
    float log3 = (float) Math.log(3);
    OnnxModel model = OnnxModel.taking(64, 64)
        .table("logits", 3, log3, 0, 0, 0, 0, 9)
        .table("pred_boxes", 4, 0.5f, 0.5f, 0.5f, 0.25f, 0.5f, 0.5f, 0.1f, 0.1f);

    Detection cat = only(detect(spec(model), WIDE));

    assertThat(cat.label()).isEqualTo("cat");
    assertThat(cat.score()).isCloseTo(0.6, within(1e-6));
    assertBox(cat, 50, 25, 100, 50);
  }

  @Test
  void logits_without_a_class_for_nothing_are_probabilities_each_of_its_own() {
    OnnxModel model = OnnxModel.taking(64, 64)
        .table("boxes", 4, 0.5f, 0.5f, 1, 1)
        .table("scores", 2, -9, (float) Math.log(4));

    Detection dog = only(detect(spec(model).withSetting("fit", "stretch"), WIDE));

    assertThat(dog.label()).isEqualTo("dog");
    assertThat(dog.score()).isCloseTo(0.8, within(1e-6));
    assertBox(dog, 0, 0, 200, 100);
  }

  @Test
  void rows_without_objectness_have_relative_boxes() {
    OnnxModel model = OnnxModel.taking(64, 64)
        .table(
            "output0", 6, 0.5f, 0.5f, 0.5f, 0.25f, 0.1f, 0.9f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    Detection dog = only(detect(spec(model), WIDE));

    assertThat(dog.label()).isEqualTo("dog");
    assertBox(dog, 50, 25, 100, 50);
  }

  /** The model sees the mean of the red of the picture and of the grey bars, each half. */
  @Test
  void the_model_sees_red_first_and_grey_bars() {
    Picture red = Drawing.of(0, 200, 100, graphics -> {
      graphics.setColor(new Color(60, 200, 250));
      graphics.fillRect(0, 0, 200, 100);
    });

    // The mask leaves a third of the mean, which is taken three times.
    assertThat(only(detect(spec(brightness()).withMinScore(0.1), red)).score())
        .isCloseTo((60 + 114) / 2.0 / 255, within(1e-5));
    assertThat(only(detect(spec(brightness()).withSetting("fit", "stretch").withMinScore(0), red))
            .score())
        .isCloseTo(60 / 255.0, within(1e-5));
  }

  @Test
  void overlapping_detections_suppress_each_other_within_a_class() {
    OnnxModel model = OnnxModel.taking(64, 64)
        .table(
            "output0", 7, 32, 32, 16, 8, 1, 0, 0.9f, 33, 32, 16, 8, 1, 0, 0.8f, 32, 32, 16, 8, 1,
            0.7f, 0);

    assertThat(detections(detect(spec(model), WIDE)))
        .extracting(Detection::label)
        .containsExactly("dog", "cat");
    assertThat(detections(detect(spec(model).withMaxOverlap(1), WIDE))).hasSize(3);
    assertThat(detections(detect(spec(model).withMinScore(0.75), WIDE))).hasSize(1);
  }

  @Test
  void classes_are_called_as_the_model_or_the_host_says() {
    OnnxModel model = OnnxModel.taking(64, 64)
        .metadata("names", "{0: 'cat', 1: \"dog's \\\"toy\\\"\"}")
        .table("output0", 7, 32, 32, 16, 8, 1, 0, 0.9f);
    DetectionSpec spec = spec(model).withClasses(List.of());

    assertThat(only(detect(spec, WIDE)).label()).isEqualTo("dog's \"toy\"");
    assertThat(only(detect(spec.withClasses(PETS), WIDE)).label()).isEqualTo("dog");
    assertThat(only(detect(spec.withClasses(PETS).withLabels(Map.of("dog", "animal")), WIDE))
            .label())
        .isEqualTo("animal");
    assertThat(detect(spec.withClasses(PETS).withLabels(Map.of("cat", "cat")), WIDE))
        .isEqualTo(new None());
  }

  @Test
  void the_identity_names_the_model_and_the_library() {
    DetectionSpec spec = spec(brightness());
    try (DetectorSession session = ((Opened) detector().open(spec)).session()) {
      assertThat(session.identity().modelSha256())
          .isEqualTo(Objects.requireNonNull(spec.model()).sha256());
      assertThat(session.identity().library()).matches("onnxruntime-1\\.\\d+\\.\\d+");
    }
  }

  @Test
  void a_number_of_classes_that_does_not_fit_is_an_unsupported_model() {
    OnnxModel model = OnnxModel.taking(64, 64).table("output0", 7, new float[700]);

    assertThat(refusal(spec(model).withClasses(List.of("a", "b", "c", "d"))).reason())
        .contains("output0 [1, 100, 7]", "4 classes", "yolov8");
    assertThat(refusal(spec(model).withSetting("layout", "detr")).reason()).contains("output0");
  }

  @Test
  void a_model_that_takes_no_picture_is_unsupported() {
    assertThat(refusal(spec(OnnxModel.taking(64, 64)
                .input("orig_size", 1, 2)
                .table("output0", 7, new float[7])))
            .reason())
        .contains("images", "orig_size");
  }

  @Test
  void a_file_that_is_no_model_or_another_one_is_unsupported() throws IOException {
    Path file = Files.writeString(folder.resolve("text.onnx"), "This is not a model.");
    DetectionSpec spec = DetectionSpec.of("onnx").withModel(DetectorModel.of(file));

    assertThat(refusal(spec)).isInstanceOf(UnsupportedModel.class);
    Files.writeString(file, "This is not a model either.");
    assertThat(refusal(spec).reason()).contains("changed");
    Files.delete(file);
    assertThat(refusal(spec).reason()).contains("does not exist");
    assertThat(refusal(DetectionSpec.of("onnx")).reason()).contains("file of a model");
  }

  @ParameterizedTest
  @CsvSource({"layout, yolo", "fit, crop", "size, 0", "size, 6.5", "pixels, none"})
  void a_setting_that_it_cannot_have_is_refused(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> detector().open(spec().withSetting(name, value)))
        .withMessageContaining(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnxruntime", "opencv"})
  void either_library_finds_the_same(String library) {
    OnnxModel model = OnnxModel.taking(64, 64)
        .constant("zero", new long[] {1}, 0)
        .node("Mul", List.of("images", "zero"), "black")
        .node("ReduceSum", List.of("black"), "nothing", OnnxModel.number("keepdims", 0))
        .constant("rows", new long[] {1, 1, 7}, 32, 32, 16, 8, 0.9f, 0.1f, 0.8f)
        .node("Add", List.of("rows", "nothing"), "output0")
        .output("output0", 1, 1, 7);
    DetectionSpec spec = spec(model).withSetting("library", library).withSetting("size", "64");

    Detection dog = only(detect(spec, WIDE));

    assertThat(dog.label()).isEqualTo("dog");
    assertBox(dog, 75, 37.5, 50, 25);
  }

  private static DetectionSpec spec(OnnxModel model) {
    try {
      Path file = model.writeTo(Files.createTempFile(folder, "model", ".onnx"));
      return DetectionSpec.of("onnx").withModel(DetectorModel.of(file)).withClasses(PETS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DetectorProblem refusal(DetectionSpec spec) {
    DetectorOpening opening = detector().open(spec);
    assertThat(opening).isInstanceOf(Refused.class);
    return ((Refused) opening).problem();
  }

  private DetectionOutcome detect(DetectionSpec spec, Picture picture) {
    DetectorOpening opening = detector().open(spec);
    assertThat(opening).isInstanceOf(Opened.class);
    try (DetectorSession session = ((Opened) opening).session()) {
      return session.detect(picture);
    }
  }

  private static Detection only(DetectionOutcome outcome) {
    List<Detection> detections = detections(outcome);
    assertThat(detections).hasSize(1);
    return detections.get(0);
  }

  private static List<Detection> detections(DetectionOutcome outcome) {
    assertThat(outcome).isInstanceOf(Found.class);
    return ((Found) outcome).detections();
  }

  private static void assertBox(
      Detection detection, double x, double y, double width, double height) {
    Box box = detection.box();
    assertThat(List.of(box.x(), box.y(), box.width(), box.height()))
        .usingElementComparator((one, other) -> Math.abs(one - other) < 1e-3 ? 0 : 1)
        .containsExactly(x, y, width, height);
  }
}
