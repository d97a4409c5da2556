package dev.reelstate.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.sample.SampleClip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class MediaBenchmarkTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir
  private Path folder;

  private int run(String... arguments) {
    return Main.run(stream(out), stream(err), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void measures_all_methods_and_prints_their_ratios() throws MediaException {
    Path clip = folder.resolve("clip.mp4");
    SampleClip.of(1280, 720, 25, Duration.ofSeconds(2)).write(clip);

    assertThat(run("media", clip.toString()))
        .describedAs(err.toString(StandardCharsets.UTF_8))
        .isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("poster", "storyboard", "HLS 720p", "HLS 480p", "HLS 360p", "MP4 720p")
        .containsPattern("one by one +\\d+\\.\\d\\d s")
        .containsPattern("one pass +\\d+\\.\\d\\d s")
        .containsPattern("ratio of CPU: \\d\\.\\d\\d")
        .containsPattern("JavaCV, a recorder for each output +\\d+\\.\\d\\d s")
        .containsPattern("JavaCV, the MP4 copied into HLS +\\d+\\.\\d\\d s")
        .containsPattern("the pass alone relative to that: CPU \\d+\\.\\d\\d, wall \\d+\\.\\d\\d");
  }

  @Test
  void says_what_is_wrong_with_a_file() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "This is not a video.");
    assertThat(run("media", text.toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("The file is not a video. (1002 NOT_MEDIA)");
  }

  @Test
  void refuses_a_file_that_is_not_there() {
    assertThat(run("media", folder.resolve("missing.mp4").toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("There is no file");
  }
}
