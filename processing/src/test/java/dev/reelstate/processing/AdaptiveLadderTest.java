package dev.reelstate.processing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class AdaptiveLadderTest {

  private static final Recipe RECIPE = Recipe.builder()
      .output(Recipe.Output.HLS)
      .ladder(Ladder.of(360, 240, 120).adapting())
      .copying(false)
      .hardware(false)
      .partLength(Duration.ofSeconds(10))
      .build();

  @TempDir
  private Path folder;

  private VideoPlatform platform;

  @BeforeEach
  void start() {
    platform = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(folder.resolve("media"), 0))
        .recipe(RECIPE)
        .build();
    platform.start();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private Video processed(int seconds) throws Exception {
    Path film = folder.resolve(seconds + ".mp4");
    SampleClip.of(640, 360, 25, Duration.ofSeconds(seconds)).write(film);
    Video video = platform.await(platform.ingest(film).id(), Duration.ofMinutes(5));
    assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
    return video;
  }

  private JsonNode search(Video video) throws Exception {
    Artifact report = platform.artifacts(video.id()).stream()
        .filter(one -> one.kind().equals(Artifact.RENDER_REPORT))
        .findFirst()
        .orElseThrow();
    try (InputStream content = platform.storage().open(report.key(), 0)) {
      return new ObjectMapper().readTree(content).get("search");
    }
  }

  private List<String> rungs(Video video) {
    return platform.artifacts(video.id()).stream()
        .filter(one -> one.kind().equals(Artifact.HLS_RENDITION))
        .map(Artifact::name)
        .filter(name -> name.endsWith("p"))
        .toList();
  }

  @Test
  void the_rungs_of_a_film_are_those_that_its_trial_spoke_for() throws Exception {
    Video video = processed(28);

    JsonNode search = search(video);
    assertThat(search.get("pictures").asInt()).isEqualTo(20);
    assertThat(search.get("cpuMillis").asLong()).isPositive();
    List<String> chosen = new ArrayList<>();
    for (JsonNode size : search.get("sizes")) {
      assertThat(size.get("reason").asText()).endsWith(".");
      assertThat(size.get("xpsnr").asDouble()).isBetween(5.0, 70.0);
      assertThat(size.get("bitRate").asLong()).isBetween(1_000L, 20_000_000L);
      boolean isChosen = size.has("quality") && !size.get("quality").isNull();
      assertThat(size.get("reason").asText().startsWith("Left out")).isNotEqualTo(isChosen);
      if (isChosen) {
        chosen.add(size.get("rung").asText());
      }
    }
    assertThat(search.get("sizes")).hasSize(3);
    assertThat(rungs(video)).containsExactlyInAnyOrderElementsOf(chosen).isNotEmpty();
  }

  @Test
  void a_short_film_gets_the_ladder_as_it_is() throws Exception {
    Video video = processed(4);

    assertThat(search(video).isNull()).isTrue();
    assertThat(rungs(video)).containsExactlyInAnyOrder("360p", "240p", "120p");
  }
}
