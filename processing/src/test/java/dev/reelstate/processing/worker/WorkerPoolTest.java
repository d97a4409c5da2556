package dev.reelstate.processing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.WorkerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the evil worker is started by a shell script")
class WorkerPoolTest {

  private static final int OPERATIONS = 8;

  @TempDir
  Path folder;

  /** Workers start one after the other, so the last ones are still to start when it closes. */
  @RepeatedTest(3)
  void no_worker_outlives_the_pool_even_if_it_was_about_to_start() throws Exception {
    WorkerOptions options = EvilWorker.options(folder, "hang");
    Path out = Files.createDirectories(folder.resolve("out"));
    ExecutorService threads = Executors.newFixedThreadPool(OPERATIONS);
    CountDownLatch begun = new CountDownLatch(OPERATIONS);
    try (WorkerPool pool = new WorkerPool(options, MediaLimits.standard())) {
      for (int i = 0; i < OPERATIONS; i++) {
        Future<?> unused = threads.submit(() -> {
          begun.countDown();
          return pool.render(EvilWorker.request(folder.resolve("film.mp4"), out), new Patient());
        });
      }
      begun.await();
    } finally {
      threads.shutdownNow();
    }
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
        .isEmpty();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }
}
