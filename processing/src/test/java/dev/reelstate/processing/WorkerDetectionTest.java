package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.annotation.GroundTruth;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.FailureCode;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A detector that comes with Reelstate works in a worker. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerDetectionTest {

  private static final Duration LONG = Duration.ofSeconds(100);
  private static final DetectionSpec HOG = DetectionSpec.of("hog");

  @TempDir
  private static Path folder;

  private final VideoStore store = InMemoryVideoStore.create();
  private Path clip;
  private VideoPlatform platform;

  @BeforeAll
  void open_a_platform() {
    clip = folder.resolve("clip.mp4");
    SampleClip.of(320, 240, 10, Duration.ofSeconds(1)).write(clip);
    platform = VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder.resolve("media"), 0))
        .recipe("hog", recipe(HOG))
        .recipe("unknown-setting", recipe(HOG.withSetting("no-such", "1")))
        .build();
    platform.start();
  }

  private static Recipe recipe(DetectionSpec detection) {
    return Recipe.builder().frames(SampledFrames.everyNth(4)).detect(detection).build();
  }

  @AfterAll
  void close() {
    platform.close();
    store.close();
  }

  private Video process(String recipe) throws Exception {
    NewVideo video = NewVideo.named("clip.mp4").withRecipe(recipe);
    return platform.await(platform.ingest(video, clip).id(), LONG);
  }

  private GroundTruth truth(Video video) {
    return store.groundTruth().find(video.id()).orElseThrow().content();
  }

  @Test
  void what_it_finds_becomes_the_same_draft_each_time() throws Exception {
    Video video = process("hog");

    assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(video.groundTruthStatus()).isEqualTo(GroundTruthStatus.PROPOSED);
    assertThat(truth(video).frames())
        .extracting(frame -> frame.frame().index())
        .containsExactly(0L, 4L, 8L);
    assertThat(store.groundTruth().list(video.id()))
        .singleElement()
        .satisfies(revision -> assertThat(revision.savedBy()).startsWith("hog opencv-"));
    assertThat(truth(process("hog")).contentHash()).isEqualTo(truth(video).contentHash());
  }

  @Test
  void a_setting_that_it_does_not_have_fails_with_its_name_and_leaves_no_rows() throws Exception {
    Video video = process("unknown-setting");

    assertThat(video.status()).isEqualTo(VideoStatus.FAILED);
    assertThat(requireNonNull(video.failure()).code()).isEqualTo(FailureCode.DETECTOR_FAILED);
    assertThat(requireNonNull(video.failure()).message()).contains("no-such");
    assertThat(video.groundTruthStatus()).isEqualTo(GroundTruthStatus.NONE);
    assertThat(store.groundTruth().list(video.id())).isEmpty();
  }
}
