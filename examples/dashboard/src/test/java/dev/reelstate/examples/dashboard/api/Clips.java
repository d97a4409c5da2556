package dev.reelstate.examples.dashboard.api;

import dev.reelstate.processing.media.sample.SampleClip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Files to upload. */
final class Clips {

  /** One second of small video with audio. */
  static final byte[] SMALL = make(SampleClip.of(160, 120, 25, Duration.ofSeconds(1)));

  /** Five seconds, so that there are several segments. */
  static final byte[] LONGER = make(SampleClip.of(320, 240, 25, Duration.ofSeconds(5)));

  /** One second of audio without video. */
  static final byte[] SOUND =
      make(SampleClip.of(160, 120, 25, Duration.ofSeconds(1)).withoutPictures());

  private Clips() {}

  private static byte[] make(SampleClip clip) {
    try {
      Path file = Files.createTempFile("clip", ".mp4");
      try {
        clip.write(file);
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text of the given size, which is not a video. */
  static byte[] text(int size) {
    return "This is no video. "
        .repeat(size / 18 + 1)
        .substring(0, size)
        .getBytes(StandardCharsets.UTF_8);
  }
}
