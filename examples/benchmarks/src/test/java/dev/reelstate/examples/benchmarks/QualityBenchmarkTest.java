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
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityBenchmarkTest {

  private static final String SAME = "libopenh264 rc_mode=bitrate profile=high b=%";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir
  private Path folder;

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return Main.run(stream(out), stream(err), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private Path clip() throws MediaException {
    Path clip = folder.resolve("clip.mp4");
    SampleClip.of(320, 180, 25, Duration.ofSeconds(2)).write(clip);
    return clip;
  }

  private int measure(Path clip, Path results, Path plots) {
    return run(
        "quality",
        "--only",
        "--seconds",
        "1",
        "--encoder",
        "libopenh264",
        "--try",
        SAME,
        "--values",
        "30000,60000,120000,240000,480000",
        "--results",
        results.toString(),
        "--plots",
        plots.toString(),
        clip.toString());
  }

  @Test
  void compares_settings_at_equal_quality_and_goes_on_where_it_was_stopped()
      throws IOException, MediaException {
    Path clip = clip();
    Path results = folder.resolve("results.tsv");
    Path plots = folder.resolve("plots");

    assertThat(measure(clip, results, plots))
        .describedAs(err.toString(StandardCharsets.UTF_8))
        .isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("geometric mean \\|.* \\d\\.\\d{3}, CPU \\d+\\.\\d\\d \\(1 films\\)");
    List<String> measured = Files.readAllLines(results);
    assertThat(measured).hasSize(19);
    assertThat(ImageIO.read(plots.resolve("clip-mp4-480p-1-s.png").toFile()).getWidth())
        .isGreaterThan(400);

    Files.write(results, measured.subList(0, 12));
    measure(clip, results, plots);
    assertThat(Files.readAllLines(results)).hasSize(19).startsWith(measured.get(0));
  }

  @Test
  void refuses_settings_that_the_encoder_does_not_have() throws MediaException {
    String clip = clip().toString();

    assertThat(run("quality", "--only", "--encoder", "none", "--try", "libopenh264 colour=%", clip))
        .isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("set colour of libopenh264");
  }

  @Test
  void refuses_a_film_that_is_not_there() {
    assertThat(run("quality", folder.resolve("none.mp4").toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("There is no file");
  }
}
