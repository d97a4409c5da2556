package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.Task;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A file that needs more memory than a worker is allowed. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "memory is watched on Linux only")
class WorkerMemoryTest {

  @TempDir
  Path folder;

  @Test
  void a_file_that_runs_out_of_memory_is_tried_once_more_alone_and_then_refused() throws Exception {
    Path clip = folder.resolve("large.mp4");
    SampleClip.of(3840, 2160, 30, Duration.ofSeconds(1)).write(clip);
    try (VideoPlatform platform = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(folder.resolve("media"), 0))
        .worker(WorkerOptions.standard().withMemoryMegabytes(128))
        .build()) {
      platform.start();
      Video large = platform.ingest(NewVideo.named("large.mp4"), clip);

      Video settled = platform.await(large.id(), Duration.ofMinutes(5));

      assertThat(settled.status()).isEqualTo(VideoStatus.REJECTED);
      Failure failure = requireNonNull(settled.failure());
      assertThat(failure.code()).isEqualTo(FailureCode.TOO_MUCH_MEMORY);
      List<FailureCode> failures = platform.tasks(large.id()).stream()
          .filter(task -> task.id().step().equals(failure.step()))
          .flatMap(task -> task.attempts().stream())
          .map(Task.Attempt::failure)
          .filter(java.util.Objects::nonNull)
          .map(Failure::code)
          .toList();
      assertThat(failures).containsExactly(FailureCode.MEMORY_LIMIT, FailureCode.TOO_MUCH_MEMORY);
    }
  }
}
