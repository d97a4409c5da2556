package dev.reelstate.processing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reelstate.processing.media.sample.SampleClip;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepException;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.StepResult.Output;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.RetryPolicy;
import dev.reelstate.task.Task;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.Artifact;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One platform, with a single slot, meets every way in which a host's step can misbehave. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MisbehavingStepsTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Artifact LOST = new Artifact(
      "note", "note", 1, "mood", "videos/lost", "text/plain", null, null, null, 1, false);

  @TempDir
  static Path folder;

  private final Map<String, Work> moods = new ConcurrentHashMap<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private Path clip;
  private VideoPlatform platform;

  @BeforeAll
  void open() throws Exception {
    clip = folder.resolve("clip.mp4");
    SampleClip.of(160, 120, 10, Duration.ofSeconds(1)).write(clip);
    platform = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(folder.resolve("media"), 0))
        .recipe(Recipe.builder().step("mood").step("stubborn").build())
        .step(new Moody("mood", Duration.ofMinutes(5)))
        .step(new Moody("stubborn", Duration.ofMillis(400)))
        .concurrency(1)
        .stopGrace(Duration.ofMillis(200))
        .drain(Duration.ofMillis(100))
        .build();
    platform.start();
  }

  @AfterAll
  void close() {
    release.countDown();
    platform.close();
  }

  static Stream<Arguments> outputs() {
    return Stream.of(
        refused("a space", context -> made(context, "my caption.txt")),
        refused("a control character", context -> made(context, "a\u0007b")),
        refused("a hidden file", context -> made(context, ".caption")),
        refused("a path to the parent", context -> made(context, "../caption.txt")),
        refused("an absolute path", context -> made(context, "/etc/passwd")),
        refused("a backslash", context -> made(context, "a\\b")),
        refused("a reserved name", context -> made(context, "whole")),
        refused("a long name", context -> made(context, "a".repeat(201))),
        refused("a kind of its own kind", context -> of(context, "Übel", "x", "text/plain", 1)),
        refused("no kind", context -> of(context, "", "x", "text/plain", 1)),
        refused("a blank name", context -> of(context, "note", " ", "text/plain", 1)),
        refused("a name of two lines", context -> of(context, "note", "a\nb", "text/plain", 1)),
        refused("no media type", context -> of(context, "note", "x", "text\r\nX: y", 1)),
        refused("a negative size", context -> of(context, "note", "x", "text/plain", -1)),
        refused("another size", context -> of(context, "note", "x", "text/plain", 99)),
        refused("a missing file", context -> {
          context.outputFolder();
          return StepResult.made(List.of(Output.file("gone.txt", "note", "text/plain", 1)));
        }),
        refused("a link", context -> {
          Files.createSymbolicLink(context.outputFolder().resolve("a.txt"), Path.of("/etc/hosts"));
          return StepResult.made(List.of(Output.file("a.txt", "note", "text/plain", 1)));
        }),
        refused("a link beside", context -> {
          Files.createSymbolicLink(context.outputFolder().resolve("b.txt"), Path.of("/etc/hosts"));
          return of(context, "note", "x", "text/plain", 1);
        }),
        refused("a strange neighbour", context -> {
          Path folder = Files.createDirectory(context.outputFolder().resolve("pages"));
          Files.writeString(folder.resolve("1.txt"), "1");
          Files.writeString(folder.resolve("2 \u2028.txt"), "2");
          return StepResult.made(List.of(Output.file("pages/1.txt", "note", "text/plain", 1)));
        }),
        refused("a name twice", context -> {
          StepResult once = of(context, "note", "x", "text/plain", 1);
          return StepResult.made(List.of(once.outputs().get(0), once.outputs().get(0)));
        }),
        refused("a bad intermediate", context -> StepResult.kept(List.of("../x"))),
        refused("publishing", context -> StepResult.published()),
        refused(
            "planning an inspection",
            context -> new StepResult(
                List.of(), null, List.of(new TaskSpec("inspect", 1, Set.of(), 1, "")), false)),
        refused("waiting for nothing", context -> StepResult.again(Duration.ZERO)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outputs")
  void a_result_that_cannot_be_kept_is_refused_at_the_step(String what, Work work)
      throws Exception {
    Video video = run("mood", work);

    assertThat(video.status()).as(what).isEqualTo(VideoStatus.FAILED);
    assertThat(failure(video).code()).isEqualTo(FailureCode.OUTPUT_INVALID);
    assertThat(failure(video).step()).isEqualTo("mood");
    assertThat(task(video, "mood").attempts()).hasSize(1);
    assertThat(platform.storage().list("videos/" + video.id() + "/g1")).isEmpty();
  }

  static Stream<Arguments> thrown() {
    return Stream.of(
        arguments(new IOException("the disk of the host"), "java.io.IOException: the disk"),
        arguments(new IllegalStateException("a bug"), "java.lang.IllegalStateException: a bug"),
        arguments(new OutOfMemoryError("not really"), "java.lang.OutOfMemoryError"),
        arguments(new StackOverflowError(), "java.lang.StackOverflowError"),
        arguments(new AssertionError("never"), "java.lang.AssertionError: never"),
        arguments(new InterruptedException("by nobody"), "java.lang.InterruptedException"),
        arguments(new Mute(), Mute.class.getName() + ", whose message cannot be read"),
        arguments(
            new StepException(Failure.permanent(FailureCode.DAMAGED, "I do not like it.")),
            "1003 DAMAGED"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void what_a_step_throws_is_its_own_failure(Throwable thrown, String detail) throws Exception {
    Video video = run("mood", context -> {
      throw thrown;
    });

    assertThat(video.status()).isEqualTo(VideoStatus.FAILED);
    assertThat(failure(video).code()).isEqualTo(FailureCode.STEP_FAILED);
    assertThat(failure(video).detail()).startsWith(detail);
  }

  @Test
  void a_step_that_returns_nothing_has_failed() throws Exception {
    Video video = run("mood", context -> null);

    assertThat(failure(video).code()).isEqualTo(FailureCode.STEP_FAILED);
  }

  @Test
  void a_fault_of_the_storage_stays_one_even_if_the_step_wraps_it() throws Exception {
    Video plain = run("mood", context -> {
      context.file(LOST);
      return StepResult.done();
    });
    Video wrapped = run("mood", context -> {
      try {
        context.file(LOST);
        return StepResult.done();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });

    assertThat(failure(plain).code()).isEqualTo(FailureCode.OBJECT_MISSING);
    assertThat(failure(wrapped).code()).isEqualTo(FailureCode.OBJECT_MISSING);
  }

  @Test
  void a_name_in_any_script_is_kept_as_it_is() throws Exception {
    Video video = run("mood", context -> of(context, "note", "Größe 字幕 🎬", "text/plain", 1));

    assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(platform.artifacts(video.id()))
        .filteredOn(artifact -> artifact.kind().equals("note"))
        .extracting(Artifact::name)
        .containsExactly("Größe 字幕 🎬");
  }

  @Test
  void a_step_that_asks_again_costs_no_attempt_and_remembers_its_note() throws Exception {
    Video video = run("mood", context -> switch (context.note()) {
      case "" -> StepResult.again(Duration.ofMillis(1), "job 7");
      case "job 7" -> StepResult.again(Duration.ofMillis(1), "job 7, half done");
      default -> of(context, "note", context.note(), "text/plain", 1);
    });

    assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(task(video, "mood").attempts()).hasSize(1);
    assertThat(task(video, "mood").waiting()).isNull();
    assertThat(platform.artifacts(video.id()))
        .extracting(Artifact::name)
        .contains("job 7, half done");
  }

  @Test
  void a_step_that_asks_for_too_long_is_over_its_limit() throws Exception {
    Video video = run("stubborn", context -> StepResult.again(Duration.ofMinutes(5), "job"));

    assertThat(failure(video).code()).isEqualTo(FailureCode.TIME_LIMIT);
    assertThat(task(video, "stubborn").waiting())
        .satisfies(wait -> assertThat(wait).isNotNull());
  }

  /**
   * The step spins through its interrupts until it is released, and then goes on as if nothing was.
   */
  @Test
  @Order(Integer.MAX_VALUE - 1)
  void a_step_that_ignores_its_interrupt_loses_its_task_and_not_the_slot() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    Video video = run("stubborn", context -> {
      Path output = context.outputFolder().resolve("late.txt");
      while (release.getCount() > 0) {
        Thread.onSpinWait();
      }
      try {
        context.progress(1);
        Files.createDirectories(output.getParent());
        Files.writeString(output, "late");
        return StepResult.made(List.of(Output.file("late.txt", "note", "text/plain", 4)));
      } finally {
        late.countDown();
      }
    });

    assertThat(video.status()).isEqualTo(VideoStatus.FAILED);
    assertThat(failure(video).code()).isEqualTo(FailureCode.TIME_LIMIT);
    assertThat(steps(platform.health()))
        .isEqualTo(Health.Check.degraded(
            "steps", "The step stubborn ignores that it was told to stop, on 1 thread."));
    assertThat(platform.health().isUp()).isTrue();
    assertThat(run("mood", context -> StepResult.done()).status())
        .as("another video, through the only slot")
        .isEqualTo(VideoStatus.COMPLETED);

    release.countDown();
    late.await();
    while (!steps(platform.health()).passed()) {
      Thread.onSpinWait();
    }
    assertThat(platform.get(video.id())).isEqualTo(video);
    assertThat(platform.storage().list("videos/" + video.id() + "/g1")).isEmpty();
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void after_all_of_them_a_video_is_processed_in_its_usual_time() throws Exception {
    long before = System.nanoTime();

    Video video = run("mood", context -> of(context, "note", "x", "text/plain", 1));

    assertThat(video.status()).isEqualTo(VideoStatus.COMPLETED);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    assertThat(platform.health().status()).as("%s", platform.health()).isEqualTo(Health.Status.OK);
  }

  /** Processes a new video, on which the step has the given mood; the other one is fine. */
  private Video run(String step, Work work) throws InterruptedException {
    VideoId id = VideoId.create();
    moods.put(step + id, work);
    NewVideo video = new NewVideo(id, "p", "A clip", "clip.mp4", null, Set.of(), 0);
    return platform.await(platform.ingest(video, clip).id(), LONG);
  }

  private Task task(Video video, String step) {
    return platform.tasks(video.id()).stream()
        .filter(task -> task.id().step().equals(step))
        .findFirst()
        .orElseThrow();
  }

  private static Failure failure(Video video) {
    return requireNonNull(video.failure(), () -> "the failure of " + video);
  }

  private static Health.Check steps(Health health) {
    return health.checks().stream()
        .filter(check -> check.name().equals("steps"))
        .findFirst()
        .orElseThrow();
  }

  private static Arguments refused(String what, Work work) {
    return arguments(what, work);
  }

  private static StepResult made(StepContext context, String path) throws IOException {
    context.outputFolder();
    return StepResult.made(List.of(Output.file(path, "note", "text/plain", 1)));
  }

  private static StepResult of(
      StepContext context, String kind, String name, String contentType, long bytes)
      throws IOException {
    Files.writeString(context.outputFolder().resolve("a.txt"), "x");
    return StepResult.made(
        List.of(new Output("a.txt", kind, name, contentType, null, null, null, bytes, false)));
  }

  private interface Work {
    @Nullable
    StepResult run(StepContext context) throws Throwable;
  }

  /** An exception that throws when it is asked for its message. */
  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no comment");
    }
  }

  private final class Moody implements Step {

    private final String name;
    private final Duration limit;

    Moody(String name, Duration limit) {
      this.name = name;
      this.limit = limit;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Duration timeLimit() {
      return limit;
    }

    @Override
    public Duration waitLimit() {
      return limit;
    }

    @Override
    public RetryPolicy retryPolicy() {
      return RetryPolicy.never();
    }

    @Override
    @SuppressWarnings("NullAway") // a step that returns null is among those that misbehave
    public StepResult run(StepContext context) throws Exception {
      Work work = moods.get(name + context.video().id());
      try {
        return work == null ? StepResult.done() : work.run(context);
      } catch (Exception | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
  }
}
