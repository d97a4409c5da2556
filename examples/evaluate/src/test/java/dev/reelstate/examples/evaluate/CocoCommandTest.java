package dev.reelstate.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoCommandTest {

  private static final List<String> FIGURES = List.of(
      "AP",
      "AP50",
      "AP75",
      "APsmall",
      "APmedium",
      "APlarge",
      "AR1",
      "AR10",
      "AR100",
      "ARsmall",
      "ARmedium",
      "ARlarge");

  private static final String TRUTH = """
      {"images": [{"id": 1, "file_name": "a.jpg", "width": 640, "height": 480},
                  {"id": 2, "file_name": "b.jpg", "width": 640, "height": 480}],
       "categories": [{"id": 7, "name": "car"}, {"id": 9, "name": "van"}],
       "annotations": [
         {"id": 1, "image_id": 1, "category_id": 7, "bbox": [10, 10, 50, 50], "area": 2500, "iscrowd": 0},
         {"id": 2, "image_id": 2, "category_id": 7, "bbox": [20, 20, 50, 50], "area": 2500, "iscrowd": 0},
         {"id": 3, "image_id": 2, "category_id": 9, "bbox": [200, 20, 50, 50], "area": 2500, "iscrowd": 0}]}
      """;

  private static final String PERFECT = """
      [{"image_id": 1, "category_id": 7, "bbox": [10, 10, 50, 50], "score": 0.9},
       {"image_id": 2, "category_id": 7, "bbox": [20, 20, 50, 50], "score": 0.8},
       {"image_id": 2, "category_id": 9, "bbox": [200, 20, 50, 50], "score": 0.7}]
      """;

  @TempDir
  private Path folder;

  private Path truth = Path.of("");

  @BeforeEach
  void write() throws IOException {
    truth = file("truth.json", TRUTH);
  }

  @Test
  void perfect_detections_score_1_and_empty_ranges_have_no_value() throws Exception {
    JsonNode json = json(PERFECT);

    for (String figure : List.of("AP", "AP50", "AP75", "APmedium", "AR10", "AR100", "ARmedium")) {
      assertThat(json.get(figure).asDouble()).as(figure).isCloseTo(1, within(1e-9));
    }
    for (String figure : List.of("APsmall", "APlarge", "ARsmall", "ARlarge")) {
      assertThat(json.has(figure)).as(figure).isTrue();
      assertThat(json.get(figure).isNull()).as(figure).isTrue();
    }
    assertThat(json.fieldNames()).toIterable().startsWith(FIGURES.toArray(String[]::new));
    assertThat(json.get("support").asInt()).isEqualTo(3);
  }

  /**
   * One car of two, found at an overlap of 0.6: precision 1 up to a recall of 0.5 at 0.5, 0.55 and
   * 0.6.
   */
  @Test
  void a_case_worked_out_by_hand_has_its_figures() throws Exception {
    JsonNode json = json("""
        [{"image_id": 1, "category_id": 7, "bbox": [10, 10, 50, 30], "score": 0.9}]
        """);

    double car = 51 / 101.0;
    assertThat(json.get("AP50").asDouble()).isCloseTo(car / 2, within(1e-9));
    assertThat(json.get("AP75").asDouble()).isZero();
    assertThat(json.get("AP").asDouble()).isCloseTo(car / 2 * 0.3, within(1e-9));
    assertThat(json.get("AR100").asDouble()).isCloseTo(0.5 * 0.3 / 2, within(1e-9));
    assertThat(json.at("/byClass/car/AP50").asDouble()).isCloseTo(car, within(1e-9));
    assertThat(json.at("/ledger/truth/missed").asInt()).isEqualTo(2);
  }

  @Test
  void the_score_and_the_overlap_of_the_ledger_can_be_chosen() throws Exception {
    assertThat(json(PERFECT, "--score", "0.75").get("recall").asDouble())
        .isCloseTo(2 / 3.0, within(1e-9));
    assertThat(json(PERFECT, "--score", "0").get("recall").asDouble()).isOne();
    assertThat(json(PERFECT, "--iou", "1").get("recall").asDouble()).isOne();
  }

  @Test
  void no_detections_are_a_result() throws Exception {
    JsonNode json = json("[]");

    assertThat(json.get("AP").asDouble()).isZero();
    assertThat(json.get("precision").isNull()).isTrue();
  }

  @Test
  void a_report_is_written() throws Exception {
    Path html = folder.resolve("report.html");
    Path detections =
        file("found.json", PERFECT.replace("\"category_id\": 9", "\"category_id\": 7"));

    Run run = Run.of("coco", "--truth", truth, "--detections", detections, "--html", html);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(html))
        .contains("Precision over recall", "Objects taken for another class", "b.jpg", "101-point")
        .satisfies(PageChecks::isSelfContained);
  }

  @Test
  void malformed_json_is_refused_with_its_place() throws Exception {
    Run run = run(file("found.json", "[{\"image_id\": 1,\n \"category_id\": }]"));

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("found.json", "$[0].category_id").hasLineCount(1);
  }

  @Test
  void a_category_that_the_truth_does_not_have_is_left_out_and_listed() throws Exception {
    Run run = run(file("found.json", PERFECT.replace("\"category_id\": 9", "\"category_id\": 4")));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("unknown category", "4 in $[2]");
  }

  @Test
  void what_an_annotation_says_about_being_ignored_is_overruled_by_crowd_as_in_pycocotools()
      throws Exception {
    truth = file("truth.json", TRUTH.replace("\"iscrowd\": 0", "\"iscrowd\": 0, \"ignore\": 1"));

    assertThat(json(PERFECT).get("AP").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(json("[]").get("AP").asDouble()).isZero();

    truth = file("truth.json", TRUTH.replace("\"iscrowd\": 0", "\"iscrowd\": 1"));

    assertThat(json(PERFECT).get("AP").isNull()).isTrue();
  }

  @Test
  void an_unknown_image_is_refused_with_its_path() throws Exception {
    Run run = run(file("found.json", PERFECT.replace("\"image_id\": 1", "\"image_id\": 5")));

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("found.json", "[0]", "5").hasLineCount(1);
  }

  @Test
  void a_missing_file_is_named() {
    Run run = run(folder.resolve("none.json"));

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("none.json", "does not exist").hasLineCount(1);
  }

  @Test
  void an_overlap_that_cannot_be_is_refused() throws Exception {
    Run run = Run.of(
        "coco", "--truth", truth, "--detections", file("found.json", PERFECT), "--iou", "1.5");

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("1.5").hasLineCount(1);
  }

  private JsonNode json(String detections, String... more) throws IOException {
    Path json = folder.resolve("out.json");
    Path found = file("found.json", detections);
    Object[] args = {"coco", "--truth", truth, "--detections", found, "--json", json};
    Object[] all = new Object[args.length + more.length];
    System.arraycopy(args, 0, all, 0, args.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    Run run = Run.of(all);
    assertThat(run.code()).as(run.err()).isZero();
    return Run.json(json);
  }

  private Run run(Path detections) {
    return Run.of("coco", "--truth", truth, "--detections", detections);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
