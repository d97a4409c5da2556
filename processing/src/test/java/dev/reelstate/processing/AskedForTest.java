package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.MediaInfo;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoEdit;
import dev.reelstate.video.VideoId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class AskedForTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir
  Path folder;

  private final CompletableFuture<Map<String, String>> told = new CompletableFuture<>();
  private Path clip;
  private VideoPlatform platform;

  @BeforeEach
  void open() throws Exception {
    clip = folder.resolve("clip.mp4");
    SampleClip.of(320, 180, 25, Duration.ofSeconds(4)).write(clip);
    platform = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(folder.resolve("media")))
        .recipe(Recipe.builder().output(Output.POSTER).step("ask").build())
        .recipe(
            "stream",
            Recipe.builder()
                .output(Output.HLS, Output.MP4)
                .copying(false)
                .ladder(Ladder.of(180, 120).withBitRate(120, 50_000))
                .segmentLength(Duration.ofSeconds(2))
                .keyFrameInterval(Duration.ofMillis(500))
                .build())
        .step(new Asking())
        .build();
    platform.start();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private final class Asking implements Step {
    @Override
    public String name() {
      return "ask";
    }

    @Override
    public StepResult run(StepContext context) {
      told.complete(context.video().parameters());
      return StepResult.done();
    }
  }

  @Test
  void the_poster_is_the_picture_at_the_time_asked_for_and_steps_see_the_parameters()
      throws Exception {
    NewVideo asked = NewVideo.named("clip.mp4")
        .withPosterAt(Duration.ofMillis(500))
        .withParameters(Map.of("blur", "faces"));
    VideoId id = platform.ingest(asked, clip).id();
    platform.await(id, LONG);
    byte[] early = poster(id);

    platform.edit(id, VideoEdit.none().withPosterAt(Duration.ofSeconds(3)));
    platform.reprocess(id);
    platform.await(id, LONG);
    byte[] late = poster(id);
    VideoId other = platform
        .ingest(NewVideo.named("b").withPosterAt(Duration.ofSeconds(3)), clip)
        .id();
    platform.await(other, LONG);

    assertThat(late).isNotEqualTo(early);
    assertThat(poster(other)).isEqualTo(late);
    assertThat(told.get(1, TimeUnit.MINUTES)).isEqualTo(Map.of("blur", "faces"));
  }

  @Test
  void a_ladder_has_the_bit_rates_groups_and_segments_of_its_recipe() throws Exception {
    VideoId id =
        platform.ingest(NewVideo.named("clip.mp4").withRecipe("stream"), clip).id();
    Video done = platform.await(id, LONG);

    assertThat(requireNonNull(done.recipe()).name()).isEqualTo("stream");
    List<Artifact> rungs = platform.artifacts(id).stream()
        .filter(artifact -> artifact.kind().equals(Artifact.HLS_RENDITION))
        .filter(artifact -> artifact.width() != null)
        .toList();
    assertThat(rungs).extracting(Artifact::name).containsExactly("180p", "120p");
    for (Artifact rung : rungs) {
      assertThat(text(rung.key()).split("#EXTINF:2.000000", -1)).hasSize(3);
    }
    assertThat(rungs.get(1).bytes()).isBetween(4 * 50_000L / 8 / 2, 4 * 50_000L / 8 * 2);
    Artifact film = artifact(id, Artifact.MP4);
    Path mp4 = folder.resolve("film.mp4");
    Files.write(mp4, bytes(film.key()));
    MediaInfo made =
        requireNonNull(platform.await(platform.ingest(mp4).id(), LONG).media());
    assertThat(made.video().orElseThrow().longestGroup())
        .isBetween(Duration.ofMillis(480), Duration.ofMillis(520));
  }

  private byte[] poster(VideoId id) throws IOException {
    return bytes(artifact(id, Artifact.POSTER).key());
  }

  private Artifact artifact(VideoId id, String kind) {
    return platform.artifacts(id).stream()
        .filter(artifact -> artifact.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private String text(String key) throws IOException {
    return new String(bytes(key), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String key) throws IOException {
    try (InputStream in = platform.storage().open(key, 0)) {
      return in.readAllBytes();
    }
  }
}
