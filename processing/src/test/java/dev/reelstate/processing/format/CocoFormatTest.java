package dev.reelstate.processing.format;

import static dev.reelstate.processing.format.GivenAnnotations.assertRefused;
import static dev.reelstate.processing.format.GivenAnnotations.file;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.annotation.Box;
import dev.reelstate.annotation.Trait;
import dev.reelstate.processing.format.coco.CocoFormat;
import dev.reelstate.task.FailureCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CocoFormatTest {

  /** The order of sections is that of COCO's own files: categories come last. */
  private static final String INSTANCES = """
      {"info": {"year": 2017}, "licenses": [{"id": 1}],
       "images": [{"id": 397133, "license": 1, "file_name": "000000397133.jpg",
                   "height": 427, "width": 640, "date_captured": "2013-11-14 17:02:52"},
                  {"id": 0, "file_name": "a/b.jpg", "height": 480, "width": 640}],
       "annotations": [
         {"segmentation": [[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]], "area": 702.1057499999998,
          "iscrowd": 0, "image_id": 397133, "bbox": [473.07, 395.93, 38.65, 28.67],
          "category_id": 18, "id": 0},
         {"segmentation": {"counts": [272, 2, 38], "size": [427, 640]}, "area": 12,
          "iscrowd": 1, "image_id": 397133, "bbox": [1, 2, 3, 4], "category_id": 0,
          "id": 9007199254740993},
         {"area": 0, "iscrowd": 0, "ignore": 1, "image_id": 0, "bbox": [5, 6, 0, 7],
          "category_id": 18, "id": 5, "track_id": 12345678901234567890,
          "attributes": {"occluded": true, "colour": "red", "speed": 1.5}}],
       "categories": [{"supercategory": "animal", "id": 18, "name": "dog"},
                      {"id": 0, "name": "Dog"}]}
      """;

  private final CocoFormat coco = new CocoFormat();

  @TempDir
  private Path folder;

  private Reading read(String text) {
    return coco.read(file(folder, "instances.json", text));
  }

  @Test
  void everything_that_counts_is_read() {
    LabelledData data = read(INSTANCES).data();

    assertThat(data.categories())
        .containsExactly(new Category("18", "dog", "animal"), new Category("0", "Dog", null));
    assertThat(data.images())
        .containsExactly(
            LabelledImage.still("397133", "000000397133.jpg").withSize(640, 427),
            LabelledImage.still("0", "a/b.jpg").withSize(640, 480));
    assertThat(data.objects())
        .extracting(LabelledObject::id)
        .containsExactly("0", "9007199254740993", "5");
    assertThat(data.objects().get(0).area()).isEqualTo(702.1057499999998);
    assertThat(data.objects().get(0).box()).isEqualTo(new Box(473.07, 395.93, 38.65, 28.67));
    assertThat(data.objects().get(1).label()).isEqualTo("Dog");
    assertThat(data.objects().get(1).traits()).containsExactly(Trait.CROWD);
    LabelledObject last = data.objects().get(2);
    assertThat(last.traits()).containsExactlyInAnyOrder(Trait.IGNORE, Trait.OCCLUDED);
    assertThat(last.attributes()).containsOnly(entry("colour", "red"), entry("speed", "1.5"));
    assertThat(last.track()).isEqualTo("12345678901234567890");
    assertThat(last.box().isEmpty()).isTrue();
  }

  @Test
  void what_the_model_cannot_hold_is_listed() {
    assertThat(read(INSTANCES).losses().losses())
        .contains(
            new Loss("segmentation", 2, "segmentation of $.annotations[0]"),
            new Loss("details of the data set", 2, "info"),
            new Loss("details of an image", 2, "license of $.images[0]"));
  }

  @Test
  void what_is_to_be_ignored_can_be_overlooked_as_by_pycocotools() {
    Reading read = coco.withIgnore(false).read(file(folder, "instances.json", INSTANCES));

    assertThat(read.data().objects().get(1).traits()).containsExactly(Trait.CROWD);
    assertThat(read.data().objects().get(2).traits()).containsExactly(Trait.OCCLUDED);
    assertThat(read.losses().losses()).contains(new Loss("ignore", 1, "$.annotations[2]"));
  }

  @Test
  void flags_may_have_decimals_and_unknown_sizes_may_be_0() {
    LabelledData data = read(INSTANCES
            .replace("\"iscrowd\": 1", "\"iscrowd\": 1.0")
            .replace("\"height\": 427, \"width\": 640", "\"height\": 0, \"width\": 0"))
        .data();

    assertThat(data.objects().get(1).traits()).containsExactly(Trait.CROWD);
    assertThat(data.images().get(0).width()).isNull();
  }

  @Test
  void frames_of_videos_keep_their_numbers_and_times() {
    LabelledData data = read("""
        {"videos": [{"id": 7, "name": "street", "fps": 25}],
         "images": [{"id": 1, "video_id": 7, "frame_id": 40, "timestamp": 1.600000001}],
         "annotations": [], "categories": []}
        """).data();

    assertThat(data.videos()).containsExactly(new LabelledVideo("street", 25.0));
    assertThat(data.images())
        .containsExactly(
            LabelledImage.frame("1", "street", 40).withTime(Duration.ofNanos(1_600_000_001)));
  }

  @Test
  void results_keep_their_order() {
    LabelledData truth = read(INSTANCES).data();
    Path results = file(folder, "results.json", """
        [{"image_id": 0, "category_id": 18, "bbox": [1, 1, 2, 2], "score": 0.5},
         {"image_id": 397133, "category_id": 0, "bbox": [258.15, 41.29, 348.26, 243.78],
          "score": 0.236},
         {"image_id": 0, "category_id": 18, "bbox": [3, 3, 2, 2], "score": 0.5}]
        """);

    LabelledData read = coco.readDetections(results, truth).data();

    assertThat(read.objects()).extracting(LabelledObject::score).containsExactly(0.5, 0.236, 0.5);
    assertThat(read.objects())
        .extracting(LabelledObject::label)
        .containsExactly("dog", "Dog", "dog");
    assertThat(read.objects()).extracting(one -> one.box().x()).containsExactly(1.0, 258.15, 3.0);
    assertThat(read.images()).isEqualTo(truth.images());
  }

  @Test
  void results_of_a_category_that_the_truth_does_not_have_are_listed_and_left_out() {
    Path results = file(folder, "results.json", """
        [{"image_id": 0, "category_id": 9, "bbox": [1, 1, 2, 2], "score": 0.5},
         {"image_id": 0, "category_id": 18, "bbox": [3, 3, 2, 2], "score": 0.5},
         {"image_id": 0, "category_id": 9, "bbox": [5, 5, 2, 2], "score": 0.5}]
        """);

    Reading read = coco.readDetections(results, read(INSTANCES).data());

    assertThat(read.data().objects()).extracting(one -> one.box().x()).containsExactly(3.0);
    assertThat(read.losses().losses())
        .containsExactly(new Loss(CocoFormat.UNKNOWN_CATEGORY, 2, "9 in $[0]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"results\": []}", "{\"annotations\": null}"})
  void results_that_are_not_there_are_refused(String text) {
    LabelledData truth = read(INSTANCES).data();
    Path results = file(folder, "results.json", text);

    assertThatThrownBy(() -> coco.readDetections(results, truth))
        .isInstanceOf(LabelFormatException.class)
        .hasMessageEndingWith(
            "results.json, $: There is neither a list of results nor one of annotations.");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"image_id": 9, "category_id": 18, "bbox": [1,1,2,2], "score": 1} | $[1]: There is no image 9.
      {"image_id": 0, "category_id": 18, "bbox": [1,1,2,2]} | $[1]: The score is missing.
      {"image_id": 0, "category_id": 18, "bbox": [1,1,2,2], "score": NaN} | $[1].score: JSON has no NaN.
      """)
  void a_wrong_result_is_refused(String wrong, String sentence) {
    LabelledData truth = read(INSTANCES).data();
    Path results = file(
        folder,
        "results.json",
        "[{\"image_id\": 0, \"category_id\": 18, \"bbox\": [1,1,2,2], \"score\": 1}," + wrong
            + "]");

    assertThatThrownBy(() -> coco.readDetections(results, truth))
        .isInstanceOf(LabelFormatException.class)
        .hasMessageContaining("results.json, ")
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      "bbox": [1, 2, 3, 4]         | "bbox": [1, 2, -3, 4]      | $.annotations[1].bbox: A box has a neg
      "bbox": [1, 2, 3, 4]         | "bbox": [1, 2, 3]          | not 3
      "bbox": [1, 2, 3, 4]         | "bbox": [1,5, 2,5, 3,5]    | A bbox has four numbers
      "bbox": [1, 2, 3, 4]         | "bbox": ["1,5", 2, 3, 4]   | bbox[0]: Expected number, but found string
      "bbox": [1, 2, 3, 4]         | "bbox": [NaN, 2, 3, 4]     | JSON has no NaN.
      "bbox": [1, 2, 3, 4]         | "bbox": [1, -Infinity]     | JSON has no -Infinity.
      "bbox": [1, 2, 3, 4]         | "bbox": [1, 2 3, 4]        | not valid JSON
      "bbox": [1, 2, 3, 4]         | "bbox": [1e999, 2, 3, 4]   | too large
      "bbox": [1, 2, 3, 4]         | "bbox": [1e300, 2, 3, 4]   | beyond a billion pixels
      "bbox": [1, 2, 3, 4]         | "bbox": null               | $.annotations[1]: The bbox is missing
      "category_id": 0             | "category_id": 3           | $.annotations[1]: There is no category 3
      "image_id": 0                | "image_id": 77             | $.annotations[2]: There is no image 77
      "id": 5                      | "id": 0                    | $.annotations[2]: The object ID 0 occurs twice
      "id": 5                      | "id": 5.5                  | $.annotations[2].id: The ID is not a whole number
      "id": 5                      | "id": 1e999999999          | not a whole number
      "area": 12                   | "area": -12                | area is negative
      "iscrowd": 1                 | "iscrowd": 2               | iscrowd must be 0 or 1
      "id": 0, "file_name"         | "id": 397133, "file_name"  | $.images[1]: The image "397133" occurs twice
      "height": 427                | "height": 0                | $.images[0]: The width or the height is missing
      "height": 427                | "height": -1               | height must be from 0
      "name": "Dog"                | "name": "dog"              | Two categories are named "dog"
      "id": 0, "name"              | "id": 18, "name"           | The category ID 18 occurs twice
      "licenses"                   | "images"                   | The name "images" occurs twice
      "annotations"                | "annotation"               | There is no list of annotations
      """)
  void a_wrong_file_is_refused_with_its_place(String right, String wrong, String sentence) {
    assertThat(INSTANCES).contains(right);

    assertRefused(coco, file(folder, "wrong.json", INSTANCES.replace(right, wrong)))
        .startsWith("wrong.json, $")
        .contains(sentence);
  }

  @Test
  void a_file_that_ends_too_early_is_refused() {
    for (int length = 0; length < INSTANCES.length() - 3; length += 7) {
      assertRefused(coco, file(folder, "cut.json", INSTANCES.substring(0, length)))
          .startsWith("cut.json, ")
          .contains("The file ends before its JSON document does.");
    }
  }

  @Test
  void a_file_nested_without_end_is_refused() {
    assertRefused(coco, file(folder, "deep.json", "{\"info\":" + "[".repeat(2_000_000)))
        .contains("not valid JSON");
  }

  @Test
  void a_missing_file_is_not_the_fault_of_its_content() {
    assertThatThrownBy(() -> coco.read(folder.resolve("none.json")))
        .hasMessage(folder.resolve("none.json") + ": The file does not exist.")
        .extracting(e -> ((LabelFormatException) e).failure().code())
        .isEqualTo(FailureCode.SOURCE_UNREADABLE);
  }

  @Test
  void byte_order_marks_are_understood() {
    String marked = "\uFEFF" + INSTANCES.replace("Dog", "Hündin");
    for (Charset charset :
        new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE
        }) {
      assertThat(coco.read(file(folder, "marked.json", marked.getBytes(charset)))
              .data()
              .categories())
          .extracting(Category::name)
          .containsExactly("dog", "Hündin");
    }
  }

  @Test
  void bytes_that_are_no_text_are_refused() {
    byte[] bytes = INSTANCES.getBytes(StandardCharsets.ISO_8859_1);
    bytes[INSTANCES.indexOf("Dog")] = (byte) 0xE4;

    assertRefused(coco, file(folder, "latin.json", bytes)).contains("neither UTF-8 nor UTF-16");
  }

  @Test
  void ids_that_are_no_numbers_are_numbered_and_listed() {
    LabelledData data = new LabelledData(
        List.of(Category.of("car")),
        List.of(),
        List.of(LabelledImage.still("x", "x.jpg"), LabelledImage.still("7", null)),
        List.of(LabelledObject.of("7", "car", new Box(1, 2, 3, 4))));

    LossReport losses = coco.write(data, folder.resolve("out.json"));

    assertThat(losses.losses()).containsExactly(new Loss("image ID", 2, "x"));
    LabelledData read = coco.read(folder.resolve("out.json")).data();
    assertThat(read.images()).extracting(LabelledImage::id).containsExactly("1", "2");
    assertThat(read.objects().get(0).image()).isEqualTo("2");
  }
}
