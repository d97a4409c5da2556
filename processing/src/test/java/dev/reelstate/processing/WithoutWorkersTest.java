package dev.reelstate.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that can run no workers. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the worker is a shell script")
class WithoutWorkersTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Recipe POSTER =
      Recipe.builder().output(Recipe.Output.POSTER).build();

  @TempDir
  static Path clips;

  private static Path clip;

  @TempDir
  Path folder;

  private final InMemoryVideoStore store = InMemoryVideoStore.create();

  @BeforeAll
  static void make_a_clip() throws Exception {
    clip = clips.resolve("clip.mp4");
    SampleClip.of(320, 180, 25, Duration.ofSeconds(1)).write(clip);
  }

  private VideoPlatform platform(WorkerOptions options, Recipe recipe) {
    return VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder.resolve("media"), 0))
        .worker(options)
        .recipe(recipe)
        .step(new Count())
        .build();
  }

  private static final class Count implements Step {
    @Override
    public String name() {
      return "count";
    }

    @Override
    public StepResult run(StepContext context) {
      return StepResult.done();
    }
  }

  private WorkerOptions broken() throws IOException {
    Path script =
        Files.writeString(folder.resolve("java"), "#!/bin/sh\necho no java >&2; exit 1\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return WorkerOptions.standard().withJava(script);
  }

  /** A video of which only the host's step is left to be done. */
  private Video queuedForTheHost() {
    Video video = store.videos().create(NewVideo.named("other.mp4"));
    return store
        .videos()
        .change(
            video,
            new VideoChange.Received(new Original("videos/x/original", 1, "0".repeat(64))),
            new VideoChange.Queued(List.of(
                new TaskSpec("count", 0, Set.of(), 1, ""),
                new TaskSpec("publish", 0, Set.of("count"), 1, ""))))
        .orElseThrow();
  }

  private static Health.Check workers(VideoPlatform platform) {
    return platform.health().checks().stream()
        .filter(check -> check.name().equals("workers"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_video_is_left_to_a_node_that_can_run_them_and_the_hosts_steps_go_on() throws Exception {
    VideoPlatform without = platform(broken(), POSTER);
    without.start();
    Video video = without.ingest(clip);
    while (workers(without).passed()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }

    assertThat(workers(without).message()).isEqualTo("The worker process could not be started.");
    assertThat(without.health().isUp()).isFalse();
    assertThat(without.await(queuedForTheHost().id(), LONG).status())
        .isEqualTo(VideoStatus.COMPLETED);
    assertThat(without.get(video.id()).status()).isEqualTo(VideoStatus.PROCESSING);
    without.close();

    try (VideoPlatform with = platform(WorkerOptions.standard(), POSTER)) {
      with.start();

      assertThat(with.await(video.id(), LONG).status()).isEqualTo(VideoStatus.COMPLETED);
      assertThat(workers(with).passed()).isTrue();
      assertThat(with.details(video.id()).orElseThrow().failures()).isEmpty();
    }
  }

  @Test
  void start_refuses_if_it_can_know() throws Exception {
    WorkerOptions nowhere = WorkerOptions.standard().withJava(folder.resolve("no-java"));
    try (VideoPlatform platform = platform(nowhere, POSTER)) {
      assertThatThrownBy(platform::start)
          .isInstanceOfSatisfying(
              ReelstateException.class,
              e -> assertThat(e.failure().code()).isEqualTo(FailureCode.WORKER_START))
          .hasMessageContaining("WorkerOptions.withJava");
      assertThat(platform.ingest(clip).status())
          .describedAs("uploads need no workers")
          .isEqualTo(VideoStatus.QUEUED);
    }
  }

  @Test
  void a_platform_without_outputs_starts_for_the_hosts_steps() throws Exception {
    WorkerOptions nowhere = WorkerOptions.standard().withJava(folder.resolve("no-java"));
    try (VideoPlatform platform =
        platform(nowhere, Recipe.builder().step("count").build())) {
      platform.start();

      assertThat(platform.await(queuedForTheHost().id(), LONG).status())
          .isEqualTo(VideoStatus.COMPLETED);
    }
  }
}
