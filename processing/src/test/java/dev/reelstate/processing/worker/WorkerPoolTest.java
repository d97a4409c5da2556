package dev.reelstate.processing.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.WorkerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerPoolTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 20, 60})
  void no_worker_outlives_the_pool_even_if_its_start_was_interrupted(int millis) throws Exception {
    WorkerOptions options = EvilWorker.options(folder, "hang");
    Path out = Files.createDirectories(folder.resolve("out"));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (WorkerPool pool = new WorkerPool(options, MediaLimits.standard())) {
      Future<?> operation = thread.submit(
          () -> pool.render(EvilWorker.request(folder.resolve("film.mp4"), out), new Patient()));
      TimeUnit.MILLISECONDS.sleep(millis);
      operation.cancel(true);
    } finally {
      thread.shutdown();
    }
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
        .isEmpty();
    assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }
}
