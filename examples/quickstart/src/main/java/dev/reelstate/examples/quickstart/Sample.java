package dev.reelstate.examples.quickstart;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.media.sample.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * A generated clip, for users without a video at hand. It is made within this process, which is
 * safe for generated media; untrusted files are only ever opened in a worker process.
 */
final class Sample {

  private static final SampleClip CLIP = SampleClip.of(1280, 720, 30, Duration.ofSeconds(10));

  private Sample() {}

  /** The clip in the folder, generated if it does not exist yet. */
  static Source in(OutputFolder folder) throws RefusedException {
    Path clip = folder.sample();
    if (!Files.exists(clip)) {
      make(clip, folder.unfinished("sample.mp4"));
    }
    return Source.of(clip);
  }

  private static void make(Path clip, Path unfinished) throws RefusedException {
    try {
      CLIP.write(unfinished);
      Files.move(unfinished, clip, StandardCopyOption.ATOMIC_MOVE);
    } catch (ReelstateException e) {
      throw RefusedException.failed(e.failure().message() + " (" + e.failure().code() + ")");
    } catch (IOException e) {
      throw RefusedException.failed(
          "The sample clip \"" + clip + "\" could not be written (" + Text.reason(e) + ").");
    }
  }
}
