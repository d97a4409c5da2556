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

/** Ten videos with one event each, of which eight are found. */
class GateTest {

  private static final int VIDEOS = 10;

  @TempDir
  private Path folder;

  private Path truth = Path.of("");
  private Path found = Path.of("");
  private Path json = Path.of("");

  @BeforeEach
  void write() throws IOException {
    truth = events("truth.csv", VIDEOS);
    found = events("found.csv", 8);
    json = folder.resolve("out.json");
  }

  @Test
  void a_gate_that_passes_is_0() throws Exception {
    Run run = judged(
        "{\"rules\": [{\"figure\": \"recall\", \"at_least\": 0.8}, {\"support_at_least\": 10},"
            + " {\"figure\": \"recall\", \"class\": \"goal\", \"at_least\": 0.5}]}");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.PASS);
    assertThat(run.out()).startsWith("PASS\n");
    assertThat(Run.json(json).at("/gate/verdict").asText()).isEqualTo("pass");
    assertThat(Run.json(json).at("/gate/findings")).hasSize(3);
  }

  @Test
  void a_gate_that_fails_is_1_and_says_why() throws Exception {
    Run run = judged("{\"rules\": [{\"figure\": \"recall\", \"at_least\": 0.9}]}");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FAIL);
    JsonNode finding = Run.json(json).at("/gate/findings/0");
    assertThat(finding.get("verdict").asText()).isEqualTo("fail");
    assertThat(finding.get("reason").asText()).contains("recall", "0.8", "0.9");
    assertThat(run.out()).startsWith("FAIL\n").contains(finding.get("reason").asText());
  }

  @Test
  void a_gate_whose_interval_is_too_wide_is_4() throws Exception {
    Run run = judged("{\"rules\": [{\"figure\": \"recall\", \"at_least\": 0.75}],"
        + " \"intervals\": {\"confidence\": 0.95, \"samples\": 500, \"seed\": 7}}");

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(Run.json(json).at("/gate/verdict").asText()).isEqualTo("inconclusive");
  }

  @Test
  void a_drop_against_an_earlier_run_fails() throws Exception {
    Path earlier = folder.resolve("earlier.json");
    Run.of(
        "events", "--truth", truth, "--detections", truth, "--tolerance-ms", 1, "--json", earlier);
    String gate = "{\"rules\": [{\"figure\": \"recall\", \"drop_at_most\": 0.1}]}";

    assertThat(judged(gate, "--baseline", earlier).code()).isEqualTo(ExitCode.FAIL);
    assertThat(judged(gate).code()).isEqualTo(ExitCode.INCONCLUSIVE);
  }

  @Test
  void a_baseline_of_other_parameters_is_refused() throws Exception {
    Path earlier = folder.resolve("earlier.json");
    Run.of(
        "events", "--truth", truth, "--detections", truth, "--tolerance-ms", 2, "--json", earlier);

    Run run = judged(
        "{\"rules\": [{\"figure\": \"recall\", \"drop_at_most\": 0.1}]}", "--baseline", earlier);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err())
        .contains("earlier.json", "toleranceMillis 2", "with 1")
        .hasLineCount(1);
  }

  @Test
  void a_comparison_on_the_same_truth_is_paired() throws Exception {
    String gate = "{\"rules\": [{\"figure\": \"recall\", \"drop_at_most\": 0.1}]}";

    assertThat(judged(gate, "--compare", truth).code()).isEqualTo(ExitCode.FAIL);
    assertThat(judged(gate, "--compare", found).code()).isEqualTo(ExitCode.PASS);
    JsonNode difference = Run.json(json).at("/differences/figures/recall");
    assertThat(difference.get("value").asDouble()).isZero();
  }

  @Test
  void the_report_names_the_other_model_and_the_draws_of_the_gate() throws Exception {
    Path html = folder.resolve("report.html");

    judged(
        "{\"rules\": [{\"figure\": \"recall\", \"drop_at_most\": 0.1}], \"intervals\":"
            + " {\"samples\": 500}}",
        "--compare",
        truth,
        "--html",
        html);

    assertThat(Files.readString(html))
        .contains(
            "compared with " + truth,
            "difference to truth.csv",
            "Intervals of the gate: confidence 0.95, 500 draws, seed 1.",
            "Intervals of the table: confidence 0.95, 1,000 draws, seed 1, from 10 sequences.");
  }

  @Test
  void intervals_are_part_of_the_result_with_seed_and_count() throws Exception {
    judged("{\"rules\": [{\"support_at_least\": 1}]}", "--seed", 5, "--samples", 300);

    JsonNode intervals = Run.json(json).get("intervals");
    assertThat(intervals.get("seed").asLong()).isEqualTo(5);
    assertThat(intervals.get("samples").asInt()).isEqualTo(300);
    JsonNode recall = intervals.at("/figures/recall");
    assertThat(recall.get("low").asDouble()).isBetween(0.2, 0.8);
    assertThat(recall.get("high").asDouble()).isBetween(0.8, 1.0);
  }

  @Test
  void no_samples_are_no_intervals() throws Exception {
    judged("{\"rules\": [{\"support_at_least\": 1}]}", "--samples", 0);

    assertThat(Run.json(json).get("intervals").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"rules\": []}                                  | A gate without rules",
        "{\"rules\": [{\"figure\": \"recall\"}]}          | $.rules[0]: a rule needs one of",
        "{\"rules\": [{\"figure\": \"recall\", \"min\": 1}]} | $.rules[0]: \"min\" is none of",
        "{\"rules\": [{\"figure\": 3, \"at_least\": 1}]}  | $.rules[0]: \"figure\" is not a text",
        "{\"rules\": [{\"figure\": \"recall\", \"at_least\": \"x\"}]} | is not a number",
        "{\"rules\": [{\"figure\": \"AP\", \"at_least\": 1}]} | recall",
        "{\"rules\": [{\"figure\": \"AP\", \"at_least\": 1}]} | gate.json, $.rules[0]: there is no"
            + " figure",
        "{\"rules\": [{\"figure\": \"recall\", \"at_least\": 60}]} | \"recall\" is from 0 to 1",
        "{\"rules\": [{\"figure\": \"recall\", \"drop_at_most\": 5}]} | \"recall\" is from 0 to 1",
        "{\"rules\": [{\"figure\": \"tp\", \"at_most\": -1}]} | \"tp\" is from 0",
        "{\"rules\": [{\"figure\": \"recall\", \"support_at_least\": 3}]} | nothing is required of",
        "{\"rules\": [{\"figure\": \"recall\", \"class\": \"gaol\", \"at_least\": 1}]} | class"
            + " \"gaol\", but goal",
        "{\"rules\": [{\"figure\": \"recall\", \"slice\": \"x\", \"at_least\": 1}]} | slice \"x\""
            + " is not among",
        "{\"rules\": [{\"support_at_least\": 1}], \"slices\": {\"x\": {\"to_ms\": 9}}} | Events"
            + " have no slices",
        "{\"rules\": [{\"support_at_least\": NaN}]}       | line 1, column 36: this is not JSON.",
        "{\"rules\": [], \"rules\": []}                   | a key occurs twice.",
        "{\"rules\": []} []                              | behind the end of the JSON.",
        "{\"rules\": [                                   | the JSON ends too early.",
        "{\"rules\": {}}                                  | \"rules\" is not an array",
        "[]                                               | this is not an object",
        "{\"rules\":                                      | line 1, column"
      })
  void a_gate_that_cannot_be_read_is_2(String gate, String reason) throws Exception {
    Run run = judged(gate);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains(reason).hasLineCount(1);
    assertThat(json).doesNotExist();
  }

  @Test
  void a_missing_gate_is_named() {
    Path gate = folder.resolve("none.json");

    Run run = Run.of(
        "events", "--truth", truth, "--detections", found, "--tolerance-ms", 1, "--gate", gate);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).isEqualTo(gate + " cannot be read: there is no such file.\n");
  }

  @Test
  void options_that_exclude_each_other_are_refused() throws Exception {
    Run run =
        judged("{\"rules\": [{\"support_at_least\": 1}]}", "--baseline", json, "--compare", found);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("not both").hasLineCount(1);
  }

  private Run judged(String gate, Object... more) throws IOException {
    Path file = Files.writeString(folder.resolve("gate.json"), gate);
    List<Object> args = new ArrayList<>(List.of(
        "events", "--truth", truth, "--detections", found, "--tolerance-ms", 1, "--gate", file));
    args.addAll(List.of("--json", json));
    args.addAll(List.of(more));
    return Run.of(args.toArray());
  }

  /** One event in each video: after a second in the first so many, and later in the others. */
  private Path events(String name, int hits) throws IOException {
    StringBuilder text = new StringBuilder("video,class,time_ms\n");
    for (int video = 0; video < VIDEOS; video++) {
      text.append("v")
          .append(video)
          .append(",goal,")
          .append(video < hits ? 1000 : 5000)
          .append('\n');
    }
    return Files.writeString(folder.resolve(name), text);
  }
}
