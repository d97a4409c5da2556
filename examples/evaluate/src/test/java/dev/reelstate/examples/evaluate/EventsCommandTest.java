package dev.reelstate.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsCommandTest {

  @TempDir
  private Path folder;

  @Test
  void events_are_matched_one_to_one_within_a_class() throws Exception {
    Path truth = file("truth.csv", "goal,1000\ngoal,5000\nfoul,7000\n");
    Path detections = file("found.csv", "goal,1500\ngoal,9000\nfoul,7100\nfoul,7150\n");

    JsonNode json = json(truth, detections, "--tolerance-ms", 500);

    assertThat(json.get("tp").asInt()).isEqualTo(2);
    assertThat(json.get("fp").asInt()).isEqualTo(2);
    assertThat(json.get("fn").asInt()).isEqualTo(1);
    assertThat(json.get("precision").asDouble()).isEqualTo(0.5);
    assertThat(json.get("recall").asDouble()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(json.get("f1").asDouble()).isCloseTo(4 / 7.0, within(1e-12));
    assertThat(json.at("/byClass/foul/tp").asInt()).isEqualTo(1);
    assertThat(json.at("/ledger/truth/missed").asInt()).isEqualTo(1);
    assertThat(json.at("/parameters/toleranceMillis").asText()).isEqualTo("500");
  }

  @Test
  void the_tolerance_may_be_a_fraction() throws Exception {
    Path truth = file("truth.csv", "goal,1000\n");
    Path detections = file("found.csv", "goal,1000.5\n");

    assertThat(json(truth, detections, "--tolerance-ms", "0.5").get("tp").asInt())
        .isOne();
    assertThat(json(truth, detections, "--tolerance-ms", "0.4").get("tp").asInt())
        .isZero();
  }

  @Test
  void a_header_a_mark_and_windows_lines_are_understood() throws Exception {
    Path truth = file("truth.csv", "\uFEFFtime_ms,class\r\n1000,\"goal, home\"\r\n\r\n");
    Path detections = file("found.csv", "Class,Time_MS,score\n\"goal, home\",1001,0.9\n");

    assertThat(json(truth, detections, "--tolerance-ms", 1).get("tp").asInt()).isOne();
  }

  @Test
  void lines_that_look_blank_and_utf_16_are_understood() throws Exception {
    Path truth = file("truth.csv", "  \nclass,time_ms\n   \ngoal,1000\n \n");
    Path detections = Files.writeString(
        folder.resolve("found.csv"), "\uFEFFgoal,1000\n", StandardCharsets.UTF_16LE);

    assertThat(json(truth, detections, "--tolerance-ms", 1).get("tp").asInt()).isOne();
  }

  @Test
  void a_time_below_a_nanosecond_is_none() throws Exception {
    Path truth = file("truth.csv", "goal,1e-999999999\n");
    Path detections = file("found.csv", "goal,0\n");

    assertThat(json(truth, detections, "--tolerance-ms", "1e-9").get("tp").asInt())
        .isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500ms | --tolerance-ms: The time \"500ms\" is not a number of milliseconds.",
        "-1    | --tolerance-ms: The time -1 ms is negative.",
        "1e9   | A tolerance of 1e9 ms is not between 0 and one day."
      })
  void a_tolerance_that_cannot_be_is_refused(String tolerance, String reason) throws Exception {
    Path truth = file("truth.csv", "goal,1000\n");

    Run run =
        Run.of("events", "--truth", truth, "--detections", truth, "--tolerance-ms", tolerance);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).isEqualTo(reason + "\n");
  }

  @Test
  void figures_stand_below_each_other() throws Exception {
    Path truth = file("truth.csv", "goal,1000\n");

    Run run = Run.of("events", "--truth", truth, "--detections", truth, "--tolerance-ms", 1);

    assertThat(run.out().lines().filter(line -> line.startsWith("  ")).toList())
        .hasSize(11)
        .allMatch(line -> line.substring(0, 26).matches(" {2}\\w+ +[\\d.]+"));
  }

  @Test
  void videos_are_scored_apart() throws Exception {
    Path truth = file("truth.csv", "video,class,time_ms\na,goal,1000\nb,goal,2000\n");
    Path detections = file("found.csv", "video,class,time_ms\na,goal,2000\nb,goal,2000\n");

    JsonNode json = json(truth, detections, "--tolerance-ms", 100);

    assertThat(json.get("tp").asInt()).isOne();
    assertThat(json.get("sequences").asInt()).isEqualTo(2);
  }

  @Test
  void a_figure_without_a_value_is_null() throws Exception {
    Path truth = file("truth.csv", "class,time_ms\n");
    Path detections = file("found.csv", "goal,1500\n");

    JsonNode json = json(truth, detections, "--tolerance-ms", 500);

    assertThat(json.get("fp").asInt()).isOne();
    assertThat(json.has("recall")).isTrue();
    assertThat(json.get("recall").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "goal,soon            | line 1: The time \"soon\" is not a number of milliseconds.",
        "goal,1000\\ngoal     | line 2: The time in milliseconds is missing.",
        "goal,-5              | line 1: The time -5 ms is negative.",
        "goal,1,high          | line 1: The score \"high\" is not a number.",
        "class,minute\\ngoal,3| line 1: The header needs the columns class and time_ms.",
        "class;time_ms\\ngoal;3| line 1: Columns are separated by semicolons here, but must be by",
        "class\ttime_ms       | line 1: Columns are separated by tabs here, but must be by commas.",
        "class,time_ms,time_ms| line 1: The header names a column twice: time_ms and time_ms.",
        "goal,1\\n\"goal,3      | line 2: A quoted text does not end before a comma or a line.",
        "goal,1e999999999     | line 1: The time 1e999999999 ms is too large.",
        "goal,1e40            | line 1: The time 1e40 ms is too large."
      })
  void a_line_that_is_no_event_is_refused_with_its_number(String text, String reason)
      throws Exception {
    Path truth = file("truth.csv", text.replace("\\n", "\n"));
    Path detections = file("found.csv", "goal,1\n");

    Run run = Run.of("events", "--truth", truth, "--detections", detections, "--tolerance-ms", 1);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).startsWith(truth + ", " + reason).hasLineCount(1);
  }

  @Test
  void a_missing_file_is_named() throws Exception {
    Path detections = file("found.csv", "goal,1\n");

    Run run = Run.of(
        "events",
        "--truth",
        folder.resolve("none.csv"),
        "--detections",
        detections,
        "--tolerance-ms",
        1);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err())
        .isEqualTo(folder.resolve("none.csv") + " cannot be read: there is no such file.\n");
  }

  @Test
  void only_one_side_that_names_videos_is_refused() throws Exception {
    Path truth = file("truth.csv", "video,class,time_ms\na,goal,1000\n");
    Path detections = file("found.csv", "goal,1000\n");

    Run run = Run.of("events", "--truth", truth, "--detections", detections, "--tolerance-ms", 1);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("names videos").hasLineCount(1);
  }

  private JsonNode json(Path truth, Path detections, Object... more) throws IOException {
    Path json = folder.resolve("out.json");
    Object[] args = new Object[7 + more.length];
    Object[] first = {"events", "--truth", truth, "--detections", detections, "--json", json};
    System.arraycopy(first, 0, args, 0, first.length);
    System.arraycopy(more, 0, args, first.length, more.length);
    Run run = Run.of(args);
    assertThat(run.code()).as(run.err()).isZero();
    return Run.json(json);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }
}
