package dev.reelstate.examples.benchmarks;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Runs a file through the whole platform, as in an application that has been running for a while:
 * the file is stored, inspected and rendered by a freshly started worker, committed and published.
 */
final class PlatformRun {

  private static final Duration LONGEST = Duration.ofHours(2);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final int WARM_UPS = 5;

  private PlatformRun() {}

  /**
   * Measures one file.
   *
   * @param small a warm-up file that is processed first, so that code is compiled and the database
   *     exists
   */
  static Measured measure(String what, Path file, Path small, Recipe recipe, Workspace workspace)
      throws IOException, InterruptedException {
    Path folder = workspace.file("platform");
    FileTree.delete(folder);
    Files.createDirectories(folder);
    try (ChildWatch children = new ChildWatch();
        JdbcVideoStore store = JdbcVideoStore.openH2(folder.resolve("store"));
        VideoPlatform platform = VideoPlatform.builder()
            .store(store)
            .storage(FileStorage.at(folder.resolve("media")))
            .recipe(recipe)
            .worker(WorkerOptions.standard().withIdle(IDLE))
            .build()) {
      platform.start();
      for (int i = 0; i < WARM_UPS; i++) {
        complete(platform, small);
      }
      awaitNoWorker();
      Duration before = Measured.cpuOfThisProcess().plus(children.cpu());
      long began = System.nanoTime();
      complete(platform, file);
      Duration wall = Duration.ofNanos(System.nanoTime() - began);
      Duration cpu = Measured.cpuOfThisProcess().plus(children.cpu()).minus(before);
      return new Measured(what, cpu, wall, children.peakMegabytes());
    }
  }

  private static void complete(VideoPlatform platform, Path file) throws InterruptedException {
    Video done = platform.await(platform.ingest(file).id(), LONGEST);
    if (done.status() != VideoStatus.COMPLETED) {
      throw new IllegalStateException("The platform did not complete the video: " + done);
    }
  }

  private static void awaitNoWorker() throws InterruptedException {
    while (ProcessHandle.current().descendants().findAny().isPresent()) {
      Thread.sleep(100);
    }
  }
}
