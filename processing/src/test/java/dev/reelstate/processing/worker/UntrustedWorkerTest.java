package dev.reelstate.processing.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reelstate.processing.media.PassRequest;
import dev.reelstate.processing.media.RenderResult;
import dev.reelstate.processing.media.RenderSpec.Pictures;
import dev.reelstate.processing.media.RenderSpec.Rung;
import dev.reelstate.processing.media.trial.TrialRequest;
import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.Speed;
import dev.reelstate.processing.recipe.VideoCodec;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.spi.StepException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker that was taken over says and leaves is worth nothing until the host has looked. */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the evil worker is started by a shell script")
class UntrustedWorkerTest {

  @TempDir
  Path folder;

  private Path out;

  @BeforeEach
  void make_a_secret() throws IOException {
    out = Files.createDirectories(folder.resolve("task/out"));
    Files.writeString(folder.resolve("task/secret.txt"), "host secret");
  }

  private RenderResult render(String mode) throws Exception {
    WorkerOptions evil = EvilWorker.options(folder, mode);
    try (WorkerPool pool = new WorkerPool(evil, MediaLimits.standard())) {
      return pool.render(EvilWorker.request(folder.resolve("film.mp4"), out), new Patient());
    }
  }

  /** Has one rung tried. */
  private void tryOut(String mode) throws Exception {
    PassRequest any = EvilWorker.request(folder.resolve("film.mp4"), out);
    Rung rung = new Rung("240p", 426, 240, 300_000, VideoCodec.H264).withQuality(38, Speed.FAST);
    TrialRequest trial = new TrialRequest(
        any.source(),
        any.container(),
        any.media(),
        List.of(rung),
        Pictures.USUAL,
        Duration.ofSeconds(4),
        false,
        3,
        10);
    try (WorkerPool pool =
        new WorkerPool(EvilWorker.options(folder, mode), MediaLimits.standard())) {
      pool.tryOut(any.source(), any.container(), trial, new Patient());
    }
  }

  private Failure failure(String mode) {
    return failureOf(() -> render(mode));
  }

  private static Failure failureOf(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(StepException.class);
    return ((StepException) thrown).failure();
  }

  @Test
  void an_honest_answer_is_taken_with_the_size_on_the_disk() throws Exception {
    RenderResult result = render("lying-size");

    assertThat(result.outputs()).singleElement().satisfies(output -> {
      assertThat(output.path()).isEqualTo("poster.jpg");
      assertThat(output.bytes()).isEqualTo("picture".length());
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "link",
        "unnamed-link",
        "other-path",
        "other-type",
        "other-kind",
        "twice",
        "not-written",
        "early",
        "flood",
        "blaming-the-host",
        "blaming-the-natives"
      })
  void another_answer_than_the_one_asked_for_is_thrown_away(String mode) throws IOException {
    Failure failure = failure(mode);

    assertThat(failure.code()).isEqualTo(FailureCode.WORKER_UNTRUSTED);
    assertThat(failure.retryable()).isTrue();
    assertThat(folder.resolve("task/secret.txt")).hasContent("host secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nulls",
        "inner-nulls",
        "no-json",
        "null",
        "huge-message",
        "negative-length",
        "exit"
      })
  void a_worker_that_cannot_be_understood_is_a_broken_worker(String mode) {
    assertThat(failure(mode).code()).isEqualTo(FailureCode.WORKER_CRASHED);
  }

  @Test
  void points_of_rungs_that_were_not_tried_are_thrown_away() {
    assertThat(failureOf(() -> tryOut("more-points")).code())
        .isEqualTo(FailureCode.WORKER_UNTRUSTED);
    assertThat(failureOf(() -> tryOut("honest")).code()).isEqualTo(FailureCode.WORKER_UNTRUSTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"free-point", "perfect-point", "null-point"})
  void a_worker_that_has_tried_what_no_encoder_can_do_is_a_broken_worker(String mode) {
    assertThat(failureOf(() -> tryOut(mode)).code()).isEqualTo(FailureCode.WORKER_CRASHED);
  }

  @Test
  void a_worker_whose_heap_is_full_has_run_out_of_memory() {
    Failure failure = failure("heap-full");

    assertThat(failure.code()).isEqualTo(FailureCode.MEMORY_LIMIT);
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void what_it_says_of_a_failure_is_cut_to_a_sensible_length() {
    Failure failure = failure("long-failure");

    assertThat(failure.code()).isEqualTo(FailureCode.DAMAGED);
    assertThat(failure.message()).hasSizeLessThan(1_010);
    assertThat(failure.detail()).hasSizeLessThan(10_010);
  }

  @Test
  void a_line_without_end_on_its_error_output_is_cut() {
    Failure failure = failure("endless-line");

    assertThat(failure.code()).isEqualTo(FailureCode.DAMAGED);
    assertThat(String.valueOf(failure.detail())).hasSizeLessThan(2_000);
  }
}
