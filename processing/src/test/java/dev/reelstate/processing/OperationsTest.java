package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.TaskQuery;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoQuery;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class OperationsTest {

  @TempDir
  Path folder;

  private final InMemoryVideoStore store = InMemoryVideoStore.create();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private VideoPlatform platform;

  @BeforeEach
  void open() {
    platform = platform(WorkerOptions.standard());
  }

  @AfterEach
  void close() {
    goOn.countDown();
    platform.close();
  }

  private VideoPlatform platform(WorkerOptions worker) {
    return VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder.resolve("media")))
        .node("one")
        .step(new WaitingStep())
        .worker(worker)
        .poll(Duration.ofMillis(20))
        .build();
  }

  /** Runs until the test lets it go on. */
  private final class WaitingStep implements Step {

    @Override
    public String name() {
      return "wait";
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
      begun.countDown();
      goOn.await();
      return StepResult.done();
    }
  }

  @Test
  void a_drained_node_finishes_its_task_and_takes_up_nothing_until_it_resumes() throws Exception {
    platform.start();
    Video first = queue("a");
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    Operations operations = platform.operations();

    assertThat(operations.drain("one", Duration.ofMillis(1))).isFalse();
    Video second = queue("b");
    goOn.countDown();
    assertThat(operations.drain("one", Duration.ofMinutes(1))).isTrue();

    assertThat(platform.tasks(first.id()).get(0).status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(platform.get(second.id()).status()).isEqualTo(VideoStatus.QUEUED);
    assertThat(operations.nodes())
        .singleElement()
        .satisfies(node -> assertThat(node.isDrained()).isTrue());
    assertThat(operations.resume("one")).isTrue();
    assertThat(platform.await(first.id(), Duration.ofMinutes(1)).status())
        .isEqualTo(VideoStatus.COMPLETED);
    assertThat(platform.await(second.id(), Duration.ofMinutes(1)).status())
        .isEqualTo(VideoStatus.COMPLETED);
  }

  @Test
  void many_videos_are_retried_and_deleted_page_by_page() {
    for (int i = 0; i < 5; i++) {
      failed(queue("film " + i));
    }
    VideoQuery query = VideoQuery.all().withStatuses(VideoStatus.FAILED).withLimit(2);

    Operations.Bulk first = platform.operations().retryAll(query);
    assertThat(first.changed()).isEqualTo(2);
    Operations.Bulk second = platform.operations().retryAll(query.withAfter(first.next()));
    Operations.Bulk last = platform.operations().retryAll(query.withAfter(second.next()));

    assertThat(last.changed()).isEqualTo(1);
    assertThat(last.next()).isNull();
    assertThat(platform.count(VideoQuery.all())).isEqualTo(Map.of(VideoStatus.QUEUED, 5L));
    assertThat(platform.operations().tasks(TaskQuery.of(TaskStatus.READY)).items())
        .hasSize(5);

    assertThat(platform.operations().deleteAll(VideoQuery.all()).changed()).isEqualTo(5);
    assertThat(platform.list(VideoQuery.all()).items()).isEmpty();
  }

  @Test
  void what_cannot_be_retried_is_reported_and_does_not_stop_the_others() {
    failed(queue("good"));
    Video bare = store.videos().create(NewVideo.named("bare"));
    failed(bare);

    Operations.Bulk bulk =
        platform.operations().retryAll(VideoQuery.all().withStatuses(VideoStatus.FAILED));

    assertThat(bulk.changed()).isEqualTo(1);
    assertThat(bulk.refused()).containsOnlyKeys(bare.id());
    assertThat(requireNonNull(bulk.refused().get(bare.id())).code())
        .isEqualTo(FailureCode.INVALID_REQUEST);
  }

  @Test
  void a_limit_holds_at_once() {
    queue("a");
    queue("b");
    platform.operations().limit("wait", OptionalInt.of(1));
    var lease = store.nodes().join("other", Duration.ofMinutes(1));

    assertThat(store.tasks().claim(lease, 5, Set.of("wait"))).hasSize(1);
    assertThat(platform.operations().backlog()).singleElement().satisfies(step -> {
      assertThat(step.ready()).isEqualTo(1);
      assertThat(step.running()).isEqualTo(1);
    });
  }

  @Test
  void a_worker_says_which_natives_it_has() throws Exception {
    Operations.Workers workers = platform.operations().checkWorkers();

    assertThat(workers.version()).isNotBlank();
    assertThat(workers.licence()).contains("GPL");
    assertThat(workers.encoders()).contains("libopenh264");
  }

  @Test
  void a_worker_that_cannot_start_is_named() {
    platform.close();
    platform = platform(WorkerOptions.standard().withJava(folder.resolve("no-java")));

    assertThatExceptionOfType(ReelstateException.class)
        .isThrownBy(() -> platform.operations().checkWorkers())
        .satisfies(
            e -> assertThat(e.failure().code().family()).isEqualTo(FailureCode.Family.WORKER));
  }

  @Test
  void a_bundle_has_everything_but_what_is_private() throws Exception {
    platform.close();
    Path secret = folder.resolve("hidden-place-4711");
    platform = platform(WorkerOptions.standard()
        .withJava(secret.resolve("java"))
        .withCommandPrefix(List.of("run-with", "--token=Tr0ub4dor")));
    Video video = queue("Private Wedding Party");
    store
        .videos()
        .change(
            platform.get(video.id()),
            new VideoChange.Stopped(
                VideoStatus.FAILED,
                Failure.permanent(
                        FailureCode.STEP_FAILED, "jdbc:h2:/srv/db?password=correcthorse failed")
                    .withStep("wait")
                    .withDetail("https://joe:battery@staple.example/wedding.mp4")));
    Path zip = folder.resolve("bundle.zip");

    platform.operations().diagnose(zip);

    Map<String, String> texts = texts(zip);
    assertThat(texts)
        .containsOnlyKeys(
            "jvm.txt",
            "settings.txt",
            "workers.txt",
            "schema.txt",
            "health.txt",
            "videos.txt",
            "queue.txt",
            "nodes.txt",
            "failures.txt",
            "threads.txt");
    assertThat(texts.get("jvm.txt")).contains("java.version");
    assertThat(texts.get("schema.txt")).isEqualTo("usable\n");
    assertThat(texts.get("videos.txt")).isEqualTo("failed = 1\n");
    assertThat(texts.get("failures.txt")).contains(video.id().toString(), "STEP_FAILED", "wait");
    assertThat(texts.get("workers.txt")).contains("WORKER_");
    assertThat(texts.get("threads.txt")).contains("reelstate-");
    assertThat(String.join("\n", texts.values()))
        .doesNotContain(
            "Wedding",
            "wedding",
            "hidden-place",
            "Tr0ub4dor",
            "correcthorse",
            "battery",
            "staple",
            folder.toString());
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> platform.operations().diagnose(zip));
  }

  private static Map<String, String> texts(Path file) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (var entry : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          texts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return texts;
  }

  private Video queue(String title) {
    NewVideo video =
        new NewVideo(VideoId.create(), "default", title, title + ".mp4", null, Set.of(), 0);
    return store
        .videos()
        .change(
            store.videos().create(video),
            new VideoChange.Received(new Original("videos/x/original", 1, "0".repeat(64))),
            new VideoChange.Queued(List.of(
                new TaskSpec("wait", 0, Set.of(), 1, ""),
                new TaskSpec("publish", 0, Set.of("wait"), 1, ""))))
        .orElseThrow();
  }

  private void failed(Video video) {
    Failure failure = Failure.permanent(FailureCode.STEP_FAILED, "It failed.");
    assertThat(store
            .videos()
            .change(
                store.videos().find(video.id()).orElseThrow(),
                new VideoChange.Stopped(VideoStatus.FAILED, failure)))
        .isPresent();
  }
}
