package dev.reelstate.examples.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MotCommandTest {

  private static final List<String> FIGURES = List.of(
      "MOTA", "MOTP", "IDF1", "IDP", "IDR", "FP", "FN", "IDSW", "HOTA", "DetA", "AssA", "LocA");

  /** One pedestrian on four frames. */
  private static final String TRUTH = """
      1,1,10,10,40,80,1,1,1
      2,1,12,10,40,80,1,1,1
      3,1,14,10,40,80,1,1,1
      4,1,16,10,40,80,1,1,1
      """;

  @TempDir
  private Path folder;

  @Test
  void perfect_tracks_score_1() throws Exception {
    JsonNode json = json(file("gt.txt", TRUTH), file("found.txt", results(TRUTH, 7)));

    for (String figure :
        List.of("MOTA", "MOTP", "IDF1", "IDP", "IDR", "HOTA", "DetA", "AssA", "LocA")) {
      assertThat(json.get(figure).asDouble()).as(figure).isCloseTo(1, within(1e-9));
    }
    assertThat(json.get("IDSW").asInt()).isZero();
    assertThat(json.fieldNames()).toIterable().startsWith(FIGURES.toArray(String[]::new));
    assertThat(json.get("support").asInt()).isEqualTo(4);
  }

  /**
   * Track 7 has the first two frames and track 8 the others, so that half of the identity is lost.
   */
  @Test
  void a_switch_is_counted() throws Exception {
    String found = """
        1,7,10,10,40,80,0.9,-1,-1,-1
        2,7,12,10,40,80,0.9,-1,-1,-1
        3,8,14,10,40,80,0.9,-1,-1,-1
        4,8,16,10,40,80,0.9,-1,-1,-1
        """;

    JsonNode json = json(file("gt.txt", TRUTH), file("found.txt", found));

    assertThat(json.get("IDSW").asInt()).isOne();
    assertThat(json.get("MOTA").asDouble()).isCloseTo(0.75, within(1e-9));
    assertThat(json.get("IDF1").asDouble()).isCloseTo(0.5, within(1e-9));
    assertThat(json.get("DetA").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(json.get("AssA").asDouble()).isCloseTo(0.5, within(1e-9));
    assertThat(json.get("HOTA").asDouble()).isCloseTo(Math.sqrt(0.5), within(1e-9));
  }

  /** Track 7 comes back after a gap as track 8, and then as track 7. */
  @Test
  void the_report_lists_switches_with_the_frames_of_the_file() throws Exception {
    String found = """
        1,7,10,10,40,80,0.9
        3,8,14,10,40,80,0.9
        4,7,16,10,40,80,0.9
        """;
    Path html = folder.resolve("report.html");

    Run run = Run.of(
        "mot",
        "--truth",
        file("gt.txt", TRUTH),
        "--results",
        file("found.txt", found),
        "--html",
        html);

    assertThat(run.out()).containsPattern("IDSW +2");
    assertThat(Files.readString(html).replaceAll("<[^>]*>", " ").replaceAll(" +", " "))
        .contains("Identity switches", "frame 3 1 7 8 ", "frame 4 1 8 7 ");
  }

  @Test
  void mota_may_be_negative() throws Exception {
    String found = "1,1,300,10,40,80,0.9\n1,2,400,10,40,80,0.9\n5,2,400,10,40,80,0.9\n";

    JsonNode json = json(file("gt.txt", "1,1,10,10,40,80,1,1,1\n"), file("found.txt", found));

    assertThat(json.get("FP").asInt()).isEqualTo(3);
    assertThat(json.get("MOTA").asDouble()).isEqualTo(-3);
    assertThat(json.get("MOTP").isNull()).isTrue();
  }

  @Test
  void no_results_are_a_result() throws Exception {
    JsonNode json = json(file("gt.txt", TRUTH), file("found.txt", ""));

    assertThat(json.get("FN").asInt()).isEqualTo(4);
    assertThat(json.get("MOTA").asDouble()).isZero();
    assertThat(json.get("HOTA").asDouble()).isZero();
  }

  /**
   * A detection on a distractor counts neither way; one on a car, or on a person left out, is
   * false.
   */
  @Test
  void distractors_excuse_detections_and_other_classes_do_not() throws Exception {
    String truth = TRUTH + """
        1,2,200,10,40,80,0,8,1
        1,3,300,10,40,80,0,3,1
        1,4,400,10,40,80,0,1,1
        """;
    String found = results(TRUTH, 7) + """
        1,8,200,10,40,80,0.9,-1,-1,-1
        1,9,300,10,40,80,0.9,-1,-1,-1
        1,10,400,10,40,80,0.9,-1,-1,-1
        """;

    JsonNode json = json(file("gt.txt", truth), file("found.txt", found));

    assertThat(json.get("FP").asInt()).isEqualTo(2);
    assertThat(json.get("FN").asInt()).isZero();
    assertThat(json.get("support").asInt()).isEqualTo(4);
  }

  @Test
  void frames_may_count_from_0() throws Exception {
    Path truth = file("gt.txt", TRUTH.replaceFirst("1,1,", "0,1,"));
    Path found = file("found.txt", results(TRUTH, 7).replaceFirst("1,7,", "0,7,"));
    Path html = folder.resolve("report.html");

    Run run = Run.of("mot", "--truth", truth, "--results", found);
    Run counted =
        Run.of("mot", "--truth", truth, "--results", found, "--first-frame", 0, "--html", html);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("gt.txt, line 1", "--first-frame 0").hasLineCount(1);
    assertThat(counted.code()).as(counted.err()).isZero();
  }

  @Test
  void a_first_frame_is_0_or_1() throws Exception {
    Path truth = file("gt.txt", TRUTH);

    Run run = Run.of("mot", "--truth", truth, "--results", truth, "--first-frame", 2);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).isEqualTo("The first frame is 0 or 1, not 2.\n");
  }

  @Test
  void a_baseline_of_another_benchmark_is_refused() throws Exception {
    Path truth = file("gt.txt", TRUTH);
    Path found = file("found.txt", results(TRUTH, 7));
    json(truth, found);
    Path gate = file("gate.json", "{\"rules\": [{\"figure\": \"MOTA\", \"drop_at_most\": 0.1}]}");
    Path earlier = folder.resolve("out.json");

    Run run = Run.of(
        "mot",
        "--truth",
        truth,
        "--results",
        found,
        "--gate",
        gate,
        "--baseline",
        earlier,
        "--benchmark",
        "mot15");

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("benchmark mot17", "mot15").hasLineCount(1);
  }

  @Test
  void frames_beyond_the_end_of_a_sequence_are_not_scored() throws Exception {
    Path truth = Files.createDirectories(folder.resolve("street/gt")).resolve("gt.txt");
    Files.writeString(truth, TRUTH);
    Files.writeString(
        folder.resolve("street/seqinfo.ini"), "[Sequence]\nname=street\nseqLength=4\n");
    Path found = file("found.txt", results(TRUTH, 7) + "9,7,10,10,40,80,0.9,-1,-1,-1\n");

    assertThat(json(truth, found).get("FP").asInt()).isZero();
  }

  @Test
  void counts_of_several_sequences_are_pooled() throws Exception {
    Path truth = folder.resolve("truth");
    Path found = Files.createDirectories(folder.resolve("found"));
    for (String name : List.of("a", "b")) {
      Files.createDirectories(truth.resolve(name).resolve("gt"));
      Files.writeString(truth.resolve(name).resolve("gt/gt.txt"), TRUTH);
    }
    Files.writeString(found.resolve("a.txt"), results(TRUTH, 7));
    Files.writeString(found.resolve("b.txt"), "");

    JsonNode json = json(truth, found);

    assertThat(json.get("sequences").asInt()).isEqualTo(2);
    assertThat(json.get("FN").asInt()).isEqualTo(4);
    assertThat(json.get("MOTA").asDouble()).isCloseTo(0.5, within(1e-9));
    assertThat(json.get("IDF1").asDouble()).isCloseTo(2 * 4 / 12.0, within(1e-9));
    assertThat(json.get("HOTA").asDouble()).isCloseTo(Math.sqrt(0.5), within(1e-9));
  }

  @Test
  void a_report_is_written() throws Exception {
    Path html = folder.resolve("report.html");

    Run run = Run.of(
        "mot",
        "--truth",
        file("gt.txt", TRUTH),
        "--results",
        file("found.txt", results(TRUTH, 7).replaceFirst("14,10", "90,10")),
        "--html",
        html);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(html))
        .contains("HOTA and its parts", "Worst frames", "frame 3<")
        .satisfies(PageChecks::isSelfContained);
  }

  @Test
  void a_line_that_is_no_box_is_refused_with_its_number() throws Exception {
    Run run = Run.of(
        "mot",
        "--truth",
        file("gt.txt", TRUTH),
        "--results",
        file("found.txt", "1,1,10,10,40,80,1\n1,1\n"));

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("found.txt", "line 2").hasLineCount(1);
  }

  @Test
  void a_track_that_is_twice_on_a_frame_is_refused() throws Exception {
    Path twice = file("found.txt", "1,1,10,10,40,80,1\n1,1,50,10,40,80,1\n");

    Run run = Run.of("mot", "--truth", file("gt.txt", TRUTH), "--results", twice);

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("twice").hasLineCount(1);
  }

  @Test
  void a_class_that_the_truth_does_not_have_is_refused() throws Exception {
    Run run = Run.of(
        "mot",
        "--truth",
        file("gt.txt", TRUTH),
        "--results",
        file("found.txt", ""),
        "--class",
        "boat");

    assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(run.err()).contains("\"boat\"", "pedestrian").hasLineCount(1);
  }

  /** The truth as the results of a track. */
  private static String results(String truth, int track) {
    return truth
        .replaceAll("(?m)^(\\d+),1,", "$1," + track + ",")
        .replaceAll(",1,1,1\n", ",0.9,-1,-1,-1\n");
  }

  private JsonNode json(Path truth, Path results) throws IOException {
    Path json = folder.resolve("out.json");
    Run run = Run.of("mot", "--truth", truth, "--results", results, "--json", json);
    assertThat(run.code()).as(run.err()).isZero();
    return Run.json(json);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
