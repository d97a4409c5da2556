package dev.reelstate.processing.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.spi.StepException;
import dev.reelstate.task.Failure;
import dev.reelstate.task.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A prefix that stays, as a sandbox does, is the process that the host has started; the worker
 * below it is held to the same limits.
 */
@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the prefix is a shell")
class PrefixedWorkerTest {

  private static final List<String> STAYS = List.of("/bin/sh", "-c", "\"$@\"; exit $?", "sh");

  @TempDir
  Path folder;

  private final Patient monitor = new Patient();
  private Path out;

  @BeforeEach
  void make_an_output_folder() throws Exception {
    out = Files.createDirectories(folder.resolve("out"));
  }

  private WorkerOptions options(String mode) throws Exception {
    return EvilWorker.options(folder, mode).withCommandPrefix(STAYS);
  }

  private void render(WorkerPool pool) throws Exception {
    pool.render(EvilWorker.request(folder.resolve("film.mp4"), out), monitor);
  }

  private Failure failure(WorkerOptions options) {
    try (WorkerPool pool = new WorkerPool(options, MediaLimits.standard())) {
      Throwable thrown = catchThrowable(() -> render(pool));
      assertThat(thrown).isInstanceOf(StepException.class);
      return ((StepException) thrown).failure();
    }
  }

  @Test
  void it_is_ended_when_it_needs_too_much_memory() throws Exception {
    assertThat(failure(options("grow").withMemoryMegabytes(300)).code())
        .isEqualTo(FailureCode.MEMORY_LIMIT);
  }

  @Test
  void its_processor_time_is_counted() throws Exception {
    assertThat(failure(options("busy")).code()).isEqualTo(FailureCode.DAMAGED);
    assertThat(monitor.cpu()).isGreaterThan(Duration.ofMillis(400));
  }

  @Test
  void the_signal_that_ended_it_and_its_last_words_are_on_record() throws Exception {
    Failure failure = failure(options("abort"));

    assertThat(failure.code()).isEqualTo(FailureCode.WORKER_CRASHED);
    assertThat(failure.facts()).containsEntry("exitCode", "134");
    assertThat(failure.detail()).contains("its last words");
  }

  @Test
  void it_ends_with_an_interrupted_operation() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (WorkerPool pool = new WorkerPool(options("hang"), MediaLimits.standard())) {
      Future<?> operation = thread.submit(() -> {
        render(pool);
        return null;
      });
      assertThat(monitor.begun.await(30, TimeUnit.SECONDS)).isTrue();
      ProcessHandle worker = EvilWorker.hanging(out);
      CompletableFuture<ProcessHandle> end = worker.onExit();

      operation.cancel(true);

      assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo(worker);
    } finally {
      thread.shutdownNow();
    }
  }
}
