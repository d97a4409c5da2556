package dev.reelstate.examples.torture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.detection.DetectorProblem;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.task.FailureCode;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Detection with a database: what is killed is done again, and what fails leaves no rows. */
@Timeout(300)
class KilledDetectionTest {

  private static final Duration LONG = Duration.ofSeconds(100);

  @TempDir
  Path folder;

  private Path clip;

  @BeforeEach
  void make_a_clip() {
    clip = folder.resolve("clip.mp4");
    SampleClip.of(160, 120, 10, Duration.ofSeconds(2)).write(clip);
  }

  private Process host() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledDetector.class.getName(),
            clip.toString(),
            folder.toString())
        .redirectError(new File(folder.toFile(), "host.log"))
        .start();
  }

  @Test
  void a_detection_that_is_killed_half_way_ends_with_the_same_content() throws Exception {
    Process host = host();
    assertThat(host.inputReader().readLine()).isEqualTo("half-way");
    host.destroyForcibly();
    assertThat(host.waitFor(20, TimeUnit.SECONDS)).isTrue();

    try (JdbcVideoStore store = JdbcVideoStore.openH2(folder.resolve("films"));
        VideoPlatform platform = KilledDetector.platform(store, folder, Eyes::something)) {
      VideoId killed = store.videos().list(VideoQuery.all()).items().get(0).id();
      assertThat(store.groundTruth().list(killed)).isEmpty();
      platform.start();

      Video video = platform.await(killed, LONG);
      VideoId undisturbed = platform.await(platform.ingest(clip).id(), LONG).id();

      assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
      assertThat(video.groundTruthStatus()).isEqualTo(GroundTruthStatus.PROPOSED);
      assertThat(store.groundTruth().list(killed)).hasSize(1);
      assertThat(hash(store, killed)).isEqualTo(hash(store, undisturbed));
    }
  }

  private static String hash(JdbcVideoStore store, VideoId id) {
    return store.groundTruth().find(id).orElseThrow().content().contentHash();
  }

  @Test
  void a_detector_that_gives_up_on_the_last_picture_leaves_no_rows() throws Exception {
    try (JdbcVideoStore store = JdbcVideoStore.openH2(folder.resolve("films"));
        VideoPlatform platform = KilledDetector.platform(
            store,
            folder,
            picture -> Eyes.number(picture) == 15
                ? new DetectorProblem.Failed("It gave up.", null, false)
                : Eyes.something(picture))) {
      platform.start();

      Video video = platform.await(platform.ingest(clip).id(), LONG);

      assertThat(video.status()).isEqualTo(VideoStatus.FAILED);
      assertThat(requireNonNull(video.failure()).code()).isEqualTo(FailureCode.DETECTOR_FAILED);
      assertThat(video.groundTruthStatus()).isEqualTo(GroundTruthStatus.NONE);
      assertThat(store.groundTruth().list(video.id())).isEmpty();
    }
  }
}
