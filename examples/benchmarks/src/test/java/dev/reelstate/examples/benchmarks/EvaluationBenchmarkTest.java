package dev.reelstate.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationBenchmarkTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Main.run(stream(out), stream(err), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void prints_time_and_heap_of_scoring_detections() {
    assertThat(run("evaluation", "--part", "detection", "--images", "20"))
        .describedAs(err.toString(StandardCharsets.UTF_8))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("detection: 20 images, \\d+ objects, \\d+ detections, 80 classes")
        .containsPattern("the first time +\\d+\\.\\d{3} CPU s +\\d+ MB")
        .containsPattern("resampled 50 times +\\d+\\.\\d{3} CPU s +\\d+ MB");
  }

  @Test
  void prints_time_and_heap_of_scoring_tracks_and_events() {
    assertThat(run("evaluation", "--part", "tracking,events", "--boxes", "200", "--events", "100"))
        .describedAs(err.toString(StandardCharsets.UTF_8))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("tracking: 200 boxes of 20 tracks")
        .contains("events: 100 against 100, spread over")
        .contains("events: 100 against 100, all within the tolerance")
        .containsPattern("once more +\\d+\\.\\d{3} CPU s +\\d+ MB");
  }

  @ParameterizedTest
  @CsvSource({"--images, 0, 1", "--boxes, 19, 20", "--events, 0, 1"})
  void refuses_too_few(String option, String value, String least) {
    assertThat(run("evaluation", option, value)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith(option + " must be at least " + least);
  }
}
