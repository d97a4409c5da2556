package dev.reelstate.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One image with a large car, which is found, and a small one, which is not. */
class SliceTest {

  private static final String TRUTH = """
      {"images": [{"id": 1, "file_name": "a.jpg", "width": 640, "height": 480}],
       "categories": [{"id": 7, "name": "car"}, {"id": 8, "name": "van"}],
       "annotations": [
         {"id": 1, "image_id": 1, "category_id": 7, "bbox": [10, 10, 50, 50], "area": 2500, "iscrowd": 0,
          "attributes": {"weather": "rain"}},
         {"id": 2, "image_id": 1, "category_id": 7, "bbox": [200, 20, 10, 10], "area": 100, "iscrowd": 0}]}
      """;

  @TempDir
  private Path folder;

  private Path truth = Path.of("");
  private Path found = Path.of("");

  @BeforeEach
  void write() throws IOException {
    truth = file("truth.json", TRUTH);
    found = file(
        "found.json",
        "[{\"image_id\": 1, \"category_id\": 7, \"bbox\": [10, 10, 50, 50], \"score\": 0.9}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"min_area\": 1000}                        | 1.0",
        "{\"max_area\": 1000}                        | 0.0",
        "{\"attributes\": {\"weather\": \"rain\"}}     | 1.0",
        "{\"class\": \"car\"}                        | 0.5"
      })
  void a_rule_is_judged_on_the_slice_alone(String query, double recall) throws Exception {
    Path json = folder.resolve("out.json");

    Run run = judged(gate(query), "--json", json);

    assertThat(run.code()).as(run.err()).isEqualTo(recall >= 1 ? ExitCode.PASS : ExitCode.FAIL);
    JsonNode finding = Run.json(json).at("/gate/findings/0");
    assertThat(finding.get("value").asDouble()).isEqualTo(recall);
    assertThat(finding.get("part").asText()).isEqualTo("slice \"part\"");
  }

  @Test
  void a_drop_on_a_slice_compares_with_the_same_slice_of_the_other_model() throws Exception {
    Path none = file("none.json", "[]");
    String gate = gate("{\"min_area\": 1000}").replace("\"at_least\": 1", "\"drop_at_most\": 0.1");

    assertThat(judged(gate, "--compare", found).code()).isEqualTo(ExitCode.PASS);
    assertThat(judged(gate, "--compare", none).code()).isEqualTo(ExitCode.PASS);
    Path better = found;
    found = none;
    assertThat(judged(gate, "--compare", better).code()).isEqualTo(ExitCode.FAIL);
  }

  @Test
  void a_class_without_objects_is_inconclusive_and_one_that_nobody_knows_is_refused()
      throws Exception {
    String gate = "{\"rules\": [{\"figure\": \"AP\", \"class\": \"van\", \"at_least\": 0.5}]}";

    assertThat(judged(gate).code()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(judged(gate.replace("van", "vna")).code()).isEqualTo(ExitCode.UNUSABLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"area\": 3}                          | $.slices.part: \"area\" is none of",
        "{}                                     | $.slices.part: a slice asks for one of",
        "{\"min_area\": 9, \"max_area\": 3}     | $.slices.part: Areas from 9.0 to 3.0",
        "{\"attributes\": {\"weather\": 3}}     | $.slices.part.attributes: \"weather\" is not a"
            + " text",
        "{\"class\": \"crow\"}                  | have the class of the slice \"part\"",
        "{\"from_ms\": 10}                      | asks for times, but no frame has one"
      })
  void a_slice_that_says_nothing_is_refused(String query, String reason) throws Exception {
    Run run = judged(gate(query));

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains(reason).hasLineCount(1);
  }

  private static String gate(String query) {
    return "{\"rules\": [{\"figure\": \"recall\", \"slice\": \"part\", \"at_least\": 1}],"
        + " \"slices\": {\"part\": " + query + "}}";
  }

  private Run judged(String gate, Object... more) throws IOException {
    List<Object> args = new ArrayList<>(List.of("coco", "--truth", truth, "--detections", found));
    args.addAll(List.of("--gate", file("gate.json", gate)));
    args.addAll(List.of(more));
    return Run.of(args.toArray());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
