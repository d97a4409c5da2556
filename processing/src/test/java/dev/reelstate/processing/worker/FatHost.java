package dev.reelstate.processing.worker;

import dev.reelstate.processing.recipe.MediaLimits;
import dev.reelstate.processing.recipe.WorkerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A host that has a worker inspect a film, and writes down what it has found. */
public final class FatHost {

  private FatHost() {}

  /** Takes the folder for natives, the film, and the file to write. */
  public static void main(String[] arguments) throws Exception {
    WorkerOptions options = WorkerOptions.standard().withNativesCache(Path.of(arguments[0]));
    try (WorkerPool pool = new WorkerPool(options, MediaLimits.standard())) {
      int width = pool.inspect(Path.of(arguments[1]), "mp4", Duration.ofMinutes(2), new Patient())
          .media()
          .videoTracks()
          .get(0)
          .width();
      Files.writeString(
          Path.of(arguments[2]),
          width + " pixels wide, seen by " + WorkerClassPath.locate(options).classPath());
    }
  }
}
