package dev.reelstate.examples.torture;

import dev.reelstate.detection.DetectionOutcome;
import dev.reelstate.detection.DetectionSpec;
import dev.reelstate.detection.Picture;
import dev.reelstate.jdbc.JdbcVideoStore;
import dev.reelstate.processing.VideoPlatform;
import dev.reelstate.processing.recipe.Recipe;
import dev.reelstate.processing.recipe.SampledFrames;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.spi.VideoStore;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A host that is half-way through the pictures of a film, says so, and looks no further. */
final class KilledDetector {

  private KilledDetector() {}

  /** Arguments: the film, and a folder for the store and the media. */
  @SuppressWarnings("resource") // it dies with the process
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[1]);
    VideoPlatform platform =
        platform(JdbcVideoStore.openH2(folder.resolve("films")), folder, KilledDetector::look);
    platform.start();
    platform.ingest(Path.of(arguments[0]));
    while (true) {
      LockSupport.park();
    }
  }

  private static DetectionOutcome look(Picture picture) {
    while (Eyes.number(picture) >= 10) {
      System.out.println("half-way");
      LockSupport.park();
    }
    return Eyes.something(picture);
  }

  static VideoPlatform platform(
      VideoStore store, Path folder, Function<Picture, DetectionOutcome> look) {
    return VideoPlatform.builder()
        .store(store)
        .storage(FileStorage.at(folder.resolve("media"), 0))
        .node("one")
        .recipe(Recipe.builder()
            .output(Recipe.Output.POSTER)
            .frames(SampledFrames.everyNth(5))
            .detect(DetectionSpec.of(Eyes.NAME))
            .build())
        .detector(new Eyes(look))
        .build();
  }
}
