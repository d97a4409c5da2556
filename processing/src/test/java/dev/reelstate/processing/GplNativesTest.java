package dev.reelstate.processing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.processing.media.Copying;
import dev.reelstate.processing.media.RenderSpec;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.pass.Clips;
import dev.reelstate.processing.media.pass.HdrFilm;
import dev.reelstate.processing.media.pass.Remuxed;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoRange;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Renders with the LGPL natives, which are on the class path, and with the GPL natives, which the
 * build copies and which only workers get.
 */
@Timeout(300)
class GplNativesTest {

  private static final Recipe LADDER = Recipe.builder()
      .output(Recipe.Output.HLS)
      .ladder(Ladder.of(240, 120).byBitRate())
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

  private static JsonNode reportOf(WorkerOptions options, String name) throws Exception {
    return made(options, name, LADDER, Artifact.RENDER_REPORT, new ObjectMapper()::readTree);
  }

  private static <T> T made(
      WorkerOptions options, String name, Recipe recipe, String kind, Reading<T> reading)
      throws Exception {
    return made(options, clip, name, recipe, kind, reading);
  }

  private static <T> T made(
      WorkerOptions options, Path film, String name, Recipe recipe, String kind, Reading<T> reading)
      throws Exception {
    try (VideoPlatform platform = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(folder.resolve(name), 0))
        .recipe(recipe)
        .worker(options)
        .build()) {
      platform.start();
      Video video = platform.await(platform.ingest(film).id(), Duration.ofMinutes(5));
      assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
      Artifact artifact = platform.artifacts(video.id()).stream()
          .filter(one -> one.kind().equals(kind))
          .findFirst()
          .orElseThrow();
      try (InputStream content = platform.storage().open(artifact.key(), 0)) {
        return reading.read(content);
      }
    }
  }

  /** Reads an artifact. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(InputStream content) throws IOException;
  }

  @Test
  void hevc_lies_beside_h264_and_av1_in_one_playlist() throws Exception {
    Recipe recipe = LADDER.toBuilder()
        .ladder(Ladder.of(240, 120))
        .alsoLadder(Ladder.of(240).in(VideoCodec.HEVC))
        .alsoLadder(Ladder.of(120).in(VideoCodec.AV1))
        .build();
    WorkerOptions options = WorkerOptions.standard().withClassPath(GplNatives.classPath());

    String playlist = made(
        options,
        "codecs",
        recipe,
        Artifact.HLS,
        content -> new String(content.readAllBytes(), StandardCharsets.UTF_8));

    assertThat(playlist)
        .containsPattern("CODECS=\"avc1\\.64[0-9a-f]{4}.*\\n240p/index.m3u8")
        .containsPattern("CODECS=\"hvc1\\.1\\.6\\.L\\d+\\.90.*\\n240p-hevc/index.m3u8")
        .containsPattern("CODECS=\"av01\\.0\\..*\\n120p-av1/index.m3u8");
  }

  @Test
  void hevc_keeps_a_high_dynamic_range_and_states_it_in_its_pictures_too() throws Exception {
    Path film = HdrFilm.write(folder.resolve("hdr.mp4"), VideoRange.PQ, true, 1);
    Recipe recipe = Recipe.builder()
        .output(Recipe.Output.MP4)
        .ladder(Ladder.of(240).in(VideoCodec.HEVC).keepingHdr())
        .build();
    WorkerOptions options = WorkerOptions.standard().withClassPath(GplNatives.classPath());
    Path hevc = folder.resolve("hevc.mp4");
    made(options, film, "hdr", recipe, Artifact.MP4, content -> Files.copy(content, hevc));
    // A container that has no place for it, so that it is only in the pictures.
    Path pictures = Remuxed.copy(hevc, "mpegts", Map.of(), packet -> {}, folder.resolve("hdr.ts"));

    Clips.render(pictures, onlyAv1(), folder.resolve("from-pictures"));

    String[] expected = {"yuv420p10le", "smpte2084", "bt2020", "bt2020nc", "stated: true"};
    assertThat(HdrFilm.about(hevc)).containsExactly(expected);
    assertThat(HdrFilm.about(folder.resolve("from-pictures/video.mp4"))).containsExactly(expected);
  }

  private static RenderSpec onlyAv1() {
    return new RenderSpec(
        List.of(new Rung("240p-av1", 320, 240, 300_000, VideoCodec.AV1).in(VideoRange.PQ)),
        null,
        false,
        true,
        null,
        null,
        Duration.ofSeconds(4),
        RenderSpec.Extras.NONE,
        Copying.NEVER);
  }

  @Test
  void the_ladder_is_made_by_x264_with_the_gpl_natives_and_by_openh264_with_the_lgpl_natives()
      throws Exception {
    WorkerOptions standard = WorkerOptions.standard();
    JsonNode gpl = reportOf(standard.withClassPath(GplNatives.classPath()), "gpl");
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
