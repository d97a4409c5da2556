package dev.reelstate.examples.quickstart;

import dev.reelstate.processing.media.sample.SampleClip;
import java.nio.file.Path;
import java.time.Duration;

/** Small videos to process. */
final class Clips {

  private Clips() {}

  static Path write(Path file, int width, int height, Duration length) {
    SampleClip.of(width, height, 25, length).write(file);
    return file;
  }

  /** Two seconds of 320x240. */
  static Path small(Path file) {
    return write(file, 320, 240, Duration.ofSeconds(2));
  }
}
