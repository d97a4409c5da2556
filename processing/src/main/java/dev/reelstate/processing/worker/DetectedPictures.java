package dev.reelstate.processing.worker;

import dev.reelstate.detection.Detection;
import dev.reelstate.detection.DetectorIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a detector in a worker has found. A plain value, which the worker leaves in a file.
 *
 * @param by who has detected
 * @param pictures the detections on each picture, in the order of the pictures
 */
public record DetectedPictures(DetectorIdentity by, List<List<Detection>> pictures) {

  /** The file's name in the worker's output folder. */
  static final String FILE = "detected.json";

  /** Far more than people could look through. */
  private static final long MOST_BYTES = 512L << 20;

  /** Copies the lists. */
  public DetectedPictures {
    Objects.requireNonNull(by);
    pictures = pictures.stream().map(List::copyOf).toList();
  }

  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(FILE), Json.write(this));
  }

  /**
   * Reads what a worker has left.
   *
   * @throws IOException if it is too long or something else
   */
  static DetectedPictures read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("It found more than " + MOST_BYTES + " bytes of objects.");
    }
    try {
      return Json.read(Files.readString(file, StandardCharsets.UTF_8), DetectedPictures.class);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Files.delete(file);
    }
  }
}
