package dev.reelstate.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.event.VideoEvent;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.EventLog.SetAside;
import dev.reelstate.spi.Step;
import dev.reelstate.spi.StepContext;
import dev.reelstate.spi.StepResult;
import dev.reelstate.spi.VideoChange;
import dev.reelstate.task.FailureCode;
import dev.reelstate.task.RetryPolicy;
import dev.reelstate.task.Task.Outcome;
import dev.reelstate.task.TaskSpec;
import dev.reelstate.task.TaskStatus;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.NewVideo;
import dev.reelstate.video.Original;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class StepsLeftAloneTest {

  private static final RetryPolicy THRICE =
      new RetryPolicy(3, Duration.ofMillis(1), 1, Duration.ofMillis(1), 0);

  @TempDir
  Path folder;

  private final InMemoryVideoStore store = InMemoryVideoStore.create();

  @Test
  void a_step_that_nobody_knows_is_seen_in_health_and_then_fails() throws Exception {
    VideoId id = queue("vanished");
    try (VideoPlatform platform =
        builder().unknownStepAfter(Duration.ofSeconds(5)).build()) {
      platform.start();
      Health.Check steps = check(platform, "steps");
      while (steps.passed()) {
        Thread.onSpinWait();
        steps = check(platform, "steps");
      }
      assertThat(steps.message())
          .isEqualTo("Nobody can run the step vanished, for which 1 task waits.");

      Video video = platform.await(id, Duration.ofMinutes(1));

      assertThat(video.failure())
          .isNotNull()
          .satisfies(failure -> assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_STEP));
      assertThat(check(platform, "steps").passed()).isTrue();
    }
  }

  @Test
  void closing_does_not_wait_for_a_step_that_ignores_its_interrupt() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    VideoId id = queue("hog");
    VideoPlatform platform =
        builder().step(new Hog(running, release)).drain(Duration.ofMillis(100)).build();
    platform.start();
    running.await();
    long before = System.nanoTime();

    platform.close();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
    assertThat(store.tasks().list(id)).singleElement().satisfies(task -> {
      assertThat(task.status()).isEqualTo(TaskStatus.READY);
      assertThat(task.attempts().get(0).outcome()).isEqualTo(Outcome.RELEASED);
    });
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("reelstate-task"))
        .allMatch(Thread::isDaemon);
    release.countDown();
  }

  @Test
  void an_event_that_a_durable_listener_cannot_take_is_set_aside_and_can_be_redelivered()
      throws Exception {
    Queue<Long> heard = new ConcurrentLinkedQueue<>();
    VideoId id = queue("none");
    try (VideoPlatform platform = builder().build()) {
      platform.events().subscribe("mail", new Picky(heard, 2), THRICE);
      while (heard.size() < 5) {
        Thread.onSpinWait();
      }

      assertThat(heard).as("the second is tried thrice").containsExactly(1L, 2L, 2L, 2L, 3L);
      assertThat(platform.events().setAside("mail")).singleElement().satisfies(aside -> {
        assertThat(aside.event().number()).isEqualTo(2);
        assertThat(aside.tries()).isEqualTo(3);
        assertThat(aside.reason()).contains("I do not like 2");
      });
      assertThat(check(platform, "listeners").message())
          .isEqualTo("1 event is set aside for the listener mail.");

      assertThat(platform.events().redeliver("mail", new Picky(heard, 2))).isZero();
      assertThat(platform.events().setAside("mail")).extracting(SetAside::tries).containsExactly(4);
      assertThat(platform.events().redeliver("mail", new Picky(heard, 9))).isEqualTo(1);
      assertThat(platform.events().setAside("mail")).isEmpty();
      assertThat(check(platform, "listeners").passed()).isTrue();
      assertThat(store.events().replay(id, 0, 9)).hasSize(3);
    }
  }

  private VideoPlatformBuilder builder() {
    return VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder, 0))
        .recipe(Recipe.builder().build());
  }

  private VideoId queue(String step) {
    Video video = store.videos().create(NewVideo.named("clip.mp4"));
    store
        .videos()
        .change(
            video,
            new VideoChange.Received(new Original("videos/x/original", 1, "0".repeat(64))),
            new VideoChange.Queued(List.of(new TaskSpec(step, 0, Set.of(), 1, ""))));
    return video.id();
  }

  private static Health.Check check(VideoPlatform platform, String name) {
    return platform.health().checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Spins through its interrupts until it is released. */
  private record Hog(CountDownLatch running, CountDownLatch release) implements Step {

    @Override
    public String name() {
      return "hog";
    }

    @Override
    public StepResult run(StepContext context) {
      running.countDown();
      while (release.getCount() > 0) {
        Thread.onSpinWait();
      }
      return StepResult.done();
    }
  }

  /** Notes the number of each event, and throws at one of them. */
  private record Picky(Queue<Long> heard, long disliked) implements VideoListener {

    @Override
    public void onEvent(VideoEvent event) {
      heard.add(event.number());
      if (event.number() == disliked) {
        throw new IllegalStateException("I do not like " + disliked);
      }
    }
  }
}
