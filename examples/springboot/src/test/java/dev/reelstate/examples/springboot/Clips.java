package dev.reelstate.examples.springboot;

import dev.reelstate.processing.media.sample.SampleClip;
import java.nio.file.Path;
import java.time.Duration;

/** Small videos to upload. */
final class Clips {

  private Clips() {}

  /** Two seconds of 320x240. */
  static Path small(Path folder) {
    Path file = folder.resolve("clip.mp4");
    SampleClip.of(320, 240, 25, Duration.ofSeconds(2)).write(file);
    return file;
  }
}
