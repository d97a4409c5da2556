package dev.reelstate.processing;

import dev.reelstate.event.Progress;
import dev.reelstate.event.VideoListener;
import dev.reelstate.processing.storage.FileStorage;
import dev.reelstate.testkit.InMemoryVideoStore;
import dev.reelstate.video.VideoId;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A host that renders a film, says so, and takes no precautions for its end. */
final class DyingHost {

  private DyingHost() {}

  /** Arguments: the film, and a folder for the media. */
  @SuppressWarnings("resource") // it dies with the process
  public static void main(String[] arguments) {
    VideoPlatform platform = VideoPlatform.builder()
        .store(InMemoryVideoStore.create())
        .storage(FileStorage.at(Path.of(arguments[1]), 0))
        .listener(new VideoListener() {
          @Override
          public void onProgress(VideoId id, Progress progress) {
            Double fraction = progress.fraction();
            if (fraction != null && fraction > 0.1) {
              System.out.println("rendering");
            }
          }
        })
        .build();
    platform.start();
    platform.ingest(Path.of(arguments[0]));
    while (true) {
      LockSupport.park();
    }
  }
}
