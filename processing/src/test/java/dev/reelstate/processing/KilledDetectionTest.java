package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.annotation.GroundTruthSet;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoEvent.TaskFailed;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.VideoStore;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Task.Attempt;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.GroundTruthStatus;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker is killed while a detector that comes with Reelstate looks at pictures in it. */
@Timeout(600)
class KilledDetectionTest {

  private static final Duration LONG = Duration.ofSeconds(400);

  /** The progress of the video when its detection begins. */
  private static final double BEFORE_DETECTION = 101.0 / 152;

  @TempDir
  private Path folder;

  private final VideoStore store = InMemoryVideoStore.create();

  /** What is in the store when the failure is told. */
  private record AtFailure(TaskFailed event, int revisions, GroundTruthStatus status) {}

  private final CountDownLatch looking = new CountDownLatch(1);
  private final CompletableFuture<AtFailure> failed = new CompletableFuture<>();

  /** Waits for the middle of the detection, and looks what is there after its failure. */
  private final VideoListener watch = new VideoListener() {

    @Override
    public void onProgress(VideoId id, Progress progress) {
      double fraction = progress.fraction() == null ? 0 : progress.fraction();
      if (fraction > BEFORE_DETECTION + 0.05 && fraction < 0.9) {
        looking.countDown();
      }
    }

    @Override
    public void onTaskFailed(TaskFailed event) {
      failed.complete(new AtFailure(
          event,
          store.groundTruth().list(event.videoId()).size(),
          store.videos().find(event.videoId()).orElseThrow().groundTruthStatus()));
    }
  };

  @Test
  void costs_one_attempt_leaves_no_rows_and_changes_nothing_in_what_is_found() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    SampleClip.of(320, 240, 10, Duration.ofSeconds(10)).write(clip);
    Recipe recipe = Recipe.builder()
        .frames(SampledFrames.everyNth(1))
        .detect(DetectionSpec.of("hog"))
        .build();
    try (VideoPlatform platform = VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder.resolve("media"), 0))
        .recipe(recipe)
        .listener(watch)
        .build()) {
      platform.start();
      Video video = platform.ingest(clip);
      assertThat(looking.await(200, TimeUnit.SECONDS)).isTrue();

      workers().forEach(ProcessHandle::destroyForcibly);

      AtFailure then = failed.get(200, TimeUnit.SECONDS);
      assertThat(then.event().step()).isEqualTo("detect");
      assertThat(then.event().failure().code()).isEqualTo(FailureCode.WORKER_CRASHED);
      assertThat(then.event().failure().retryable()).isTrue();
      assertThat(then.event().failure().message()).isNotBlank();
      assertThat(then.revisions()).isZero();
      assertThat(then.status()).isEqualTo(GroundTruthStatus.NONE);

      Video resumed = platform.await(video.id(), LONG);
      assertThat(resumed.status()).isEqualTo(VideoStatus.COMPLETED);
      assertThat(attempts(resumed))
          .hasSize(2)
          .satisfiesExactly(
              first -> assertThat(requireNonNull(first.failure()).code())
                  .isEqualTo(FailureCode.WORKER_CRASHED),
              second -> assertThat(second.failure()).isNull());
      Video undisturbed = platform.await(platform.ingest(clip).id(), LONG);
      assertThat(attempts(undisturbed)).hasSize(1);
      assertThat(truth(resumed).content().contentHash())
          .isEqualTo(truth(undisturbed).content().contentHash());
      assertThat(truth(resumed).content().frames()).hasSize(100);
    } finally {
      store.close();
    }
  }

  private List<Attempt> attempts(Video video) {
    return store.tasks().list(video.id()).stream()
        .filter(task -> task.id().step().equals("detect"))
        .flatMap(task -> task.attempts().stream())
        .toList();
  }

  private GroundTruthSet truth(Video video) {
    return store.groundTruth().find(video.id()).orElseThrow();
  }

  private static List<ProcessHandle> workers() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }
}
