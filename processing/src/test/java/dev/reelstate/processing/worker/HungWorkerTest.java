package dev.reelstate.processing.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.engine.Engine;
import dev.reelstate.processing.engine.EngineSettings;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.RetryPolicy;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.telemetry.Telemetry;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the worker is a shell script")
class HungWorkerTest {

  private static final Duration STALL_LIMIT = Duration.ofSeconds(5);

  @TempDir
  Path folder;

  private final InMemoryVideoStore store = InMemoryVideoStore.create();

  @Test
  void a_worker_that_hangs_ends_within_five_seconds_after_its_stall_limit() throws Exception {
    try (WorkerPool pool = new WorkerPool(hanging(), MediaLimits.standard());
        FileStorage storage = FileStorage.at(folder.resolve("media"), 0);
        Engine engine = engine(storage, new Hanging(pool))) {
      Video video = queue();
      ProcessHandle worker = worker();

      assertThat(worker.onExit().get(STALL_LIMIT.toSeconds() + 5, TimeUnit.SECONDS))
          .isEqualTo(worker);

      while (engine.busy() > 0) {
        Thread.onSpinWait();
      }
      Video failed = store.videos().find(video.id()).orElseThrow();
      assertThat(requireNonNull(failed.failure()).code()).isEqualTo(FailureCode.STALLED);
    }
  }

  /** A worker that says who it is and nothing else. */
  private WorkerOptions hanging() throws IOException {
    Path script = Files.writeString(
        folder.resolve("java"),
        "#!/bin/sh\necho $$ >'" + folder + "/new' && mv '" + folder + "/new' '" + folder
            + "/pid' && exec sleep 600\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return WorkerOptions.standard().withJava(script);
  }

  private ProcessHandle worker() throws Exception {
    Path pid = folder.resolve("pid");
    while (!Files.exists(pid)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
  }

  private Engine engine(FileStorage storage, Step step) {
    EngineSettings settings = new EngineSettings(
        "node",
        1,
        Duration.ofSeconds(15),
        Optional.of(Duration.ofMillis(50)),
        Duration.ofMillis(10),
        3,
        Duration.ofSeconds(5),
        Duration.ofHours(1));
    return new Engine(
        store,
        storage,
        Map.of(step.name(), step),
        settings,
        (id, progress) -> {},
        () -> {},
        new Telemetry() {});
  }

  private Video queue() {
    Video video = store.videos().create(NewVideo.named("clip.mp4"));
    return store
        .videos()
        .change(
            video,
            new VideoChange.Received(new Original("videos/x/original", 1, "0".repeat(64))),
            new VideoChange.Queued(List.of(new TaskSpec("hang", 0, Set.of(), 1, ""))))
        .orElseThrow();
  }

  /** Waits for a worker that never answers. */
  private final class Hanging implements Step {

    private final WorkerPool pool;

    Hanging(WorkerPool pool) {
      this.pool = pool;
    }

    @Override
    public String name() {
      return "hang";
    }

    @Override
    public Duration stallLimit() {
      return STALL_LIMIT;
    }

    @Override
    public RetryPolicy retryPolicy() {
      return RetryPolicy.never();
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
      Path film = Files.writeString(folder.resolve("film.mp4"), "film");
      pool.inspect(film, "mp4", Duration.ofMinutes(1), new Patient());
      return StepResult.done();
    }
  }
}
