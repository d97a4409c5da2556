package dev.reelstate.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TrackingBenchmarkTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Main.run(stream(out), stream(err), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void prints_the_figures_of_both_trackers_for_each_scene() {
    assertThat(run("tracking", "--scenes", "1"))
        .describedAs(err.toString(StandardCharsets.UTF_8))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("crossing +SORT +0\\.\\d{3} +0\\.\\d{3} +0\\.\\d{3} +\\d+ +\\d+")
        .containsPattern("crowd, uneven rate +ByteTrack +0\\.\\d{3}");
  }

  @Test
  void refuses_too_few() {
    assertThat(run("tracking", "--scenes", "0")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("--scenes must be at least 1");
  }
}
