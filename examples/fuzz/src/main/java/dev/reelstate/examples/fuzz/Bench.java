package dev.reelstate.examples.fuzz;

import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.recipe.Ladder;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.Recipe.Output;
import dev.reelstate.processing.recipe.WorkerOptions;
import dev.reelstate.processing.storage.FileStorage;
import java.nio.file.Path;
import java.time.Duration;

/** Sets up the platform that the files are run through. */
final class Bench {

  /** Copies what can be copied, and encodes a rendition of a few pixels. */
  private static final Recipe RECIPE = Recipe.builder()
      .output(Output.POSTER, Output.HLS, Output.MP4, Output.WAVEFORM, Output.SUBTITLES)
      .ladder(Ladder.of(4320, 32))
      .partLength(Duration.ofDays(1))
      .build();

  private Bench() {}

  /** Starts a platform. */
  static VideoPlatform open(Path folder, Options options) {
    VideoPlatform platform = VideoPlatform.builder()
        .store(JdbcVideoStore.openH2(folder.resolve("store")))
        .storage(FileStorage.at(media(folder)))
        .recipe(RECIPE)
        .concurrency(options.workers)
        .worker(WorkerOptions.standard().withMemoryMegabytes(options.memory))
        .build();
    platform.start();
    return platform;
  }

  /** Where the platform keeps its files. */
  static Path media(Path folder) {
    return folder.resolve("media");
  }
}
