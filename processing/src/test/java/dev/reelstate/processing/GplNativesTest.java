package dev.reelstate.processing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Renders with the LGPL natives, which are on the class path, and with the GPL natives, which the
 * build copies and which only workers get.
 */
@Timeout(120)
class GplNativesTest {

  private static final Recipe LADDER = Recipe.builder()
      .output(Recipe.Output.HLS)
      .ladder(Ladder.of(240, 120))
      .copying(false)
      .hardware(false)
      .quality(true)
      .build();

  @TempDir
  static Path folder;

  private static Path clip;

  @BeforeAll
  static void make_a_clip() {
    clip = folder.resolve("clip.mp4");
    SampleClip.of(320, 240, 25, Duration.ofSeconds(4)).write(clip);
  }

  /** The class path of this test, with other natives of FFmpeg. */
  private static List<Path> classPathWith(Path natives) {
    Stream<Path> others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .filter(entry -> !entry.getFileName().toString().matches("ffmpeg-.*-.*-.*64\\.jar"));
    return Stream.concat(others, Stream.of(natives.toAbsolutePath())).toList();
  }

  private static Path gplNatives() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target", "test-libraries"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("ffmpeg-.*-gpl\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static JsonNode reportOf(WorkerOptions options, String name) throws Exception {
    try (VideoPlatform platform = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(folder.resolve(name), 0))
        .recipe(LADDER)
        .worker(options)
        .build()) {
      platform.start();
      Video video = platform.await(platform.ingest(clip).id(), Duration.ofSeconds(60));
      assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
      Artifact report = platform.artifacts(video.id()).stream()
          .filter(artifact -> artifact.kind().equals(Artifact.RENDER_REPORT))
          .findFirst()
          .orElseThrow();
      try (InputStream json = platform.storage().open(report.key(), 0)) {
        return new ObjectMapper().readTree(json);
      }
    }
  }

  @Test
  void the_ladder_is_made_by_x264_with_the_gpl_natives_and_by_openh264_with_the_lgpl_natives()
      throws Exception {
    WorkerOptions standard = WorkerOptions.standard();
    JsonNode gpl = reportOf(standard.withClassPath(classPathWith(gplNatives())), "gpl");
    JsonNode lgpl = reportOf(standard, "lgpl");

    for (String rung : List.of("240p", "120p")) {
      assertThat(gpl.at("/encoders/" + rung).asText()).isEqualTo("libx264");
      assertThat(lgpl.at("/encoders/" + rung).asText()).isEqualTo("libopenh264");
      assertThat(gpl.at("/quality/" + rung + "/xpsnr").asDouble())
          .describedAs("pictures like those of the source, and no worse than the other encoder's")
          .isGreaterThan(30)
          .isGreaterThan(lgpl.at("/quality/" + rung + "/xpsnr").asDouble());
      assertThat(gpl.at("/quality/" + rung + "/pictures").asInt()).isEqualTo(100);
    }
    assertThat(gpl.at("/warnings")).isEmpty();
  }
}
