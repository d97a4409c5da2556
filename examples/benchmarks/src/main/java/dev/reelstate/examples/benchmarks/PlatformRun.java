package dev.reelstate.examples.benchmarks;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.Recipe;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.processing.storage.FileTree;
import dev.reelstate.video.Video;
import dev.reelstate.video.VideoStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A file through the whole platform, as an application would: stored, inspected and rendered by workers, committed, published. */
final class PlatformRun {

  private static final Duration LONGEST = Duration.ofHours(2);

  private PlatformRun() {}

  /** Processor time is that of this process and of the workers, their start included. */
  static Measured measure(String what, Path file, Recipe recipe, Workspace workspace)
      throws IOException, InterruptedException {
    Path folder = workspace.file("platform");
    FileTree.delete(folder);
    Files.createDirectories(folder);
    Duration before = Measured.cpuOfThisProcess();
    long began = System.nanoTime();
    try (ChildWatch children = new ChildWatch();
        JdbcVideoStore store = JdbcVideoStore.openH2(folder.resolve("store"));
        VideoPlatform platform = VideoPlatform.builder()
            .store(store)
            .storage(FileStorage.at(folder.resolve("media")))
            .recipe(recipe)
            .build()) {
      platform.start();
      Video done = platform.await(platform.ingest(file).id(), LONGEST);
      if (done.status() != VideoStatus.COMPLETED) {
        throw new IllegalStateException("The platform did not complete the video: " + done);
      }
      Duration wall = Duration.ofNanos(System.nanoTime() - began);
      Duration cpu = Measured.cpuOfThisProcess().minus(before).plus(children.cpu());
      return new Measured(what, cpu, wall, children.peakMegabytes());
    }
  }
}
