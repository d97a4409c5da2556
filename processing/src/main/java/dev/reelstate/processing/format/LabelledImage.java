package dev.reelstate.processing.format;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A picture that was examined: a still image or a frame of a video. One without objects shows
 * nothing of interest. Immutable and thread-safe.
 *
 * @param id identifies it within its data; not blank
 * @param file its file name, possibly with folders, or null
 * @param width in pixels, positive, or null if the size is not known
 * @param height in pixels, positive, or null if the size is not known
 * @param video the name of the video that it is a frame of, or null
 * @param frame its number in that video, from 0, whatever the file counts from; null if not known
 * @param time its exact presentation time from the start of the video, or null if not known
 */
public record LabelledImage(
    String id,
    @Nullable String file,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable String video,
    @Nullable Long frame,
    @Nullable Duration time) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the ID is blank, the frame or the time negative, or the
   *     size not positive or known in one direction only
   */
  public LabelledImage {
    if (id.isBlank()) {
      throw new IllegalArgumentException("An image needs an ID.");
    }
    if ((width == null) != (height == null)) {
      throw new IllegalArgumentException("An image has a width and a height, or neither.");
    }
    if (width != null && height != null && (width <= 0 || height <= 0)) {
      throw new IllegalArgumentException(
          "The size of an image must be positive, but is " + width + " by " + height + ".");
    }
    if (frame != null && frame < 0) {
      throw new IllegalArgumentException(
          "The number of a frame must not be negative, but is " + frame + ".");
    }
    if (time != null && time.isNegative()) {
      throw new IllegalArgumentException("A frame must not precede the start of its video.");
    }
  }

  /** A still image of unknown size. */
  public static LabelledImage still(String id, @Nullable String file) {
    return new LabelledImage(id, file, null, null, null, null, null);
  }

  /** A frame of a video, of unknown size. */
  public static LabelledImage frame(String id, String video, long frame) {
    return new LabelledImage(id, null, null, null, video, frame, null);
  }

  /** A copy with a size in pixels. */
  public LabelledImage withSize(int newWidth, int newHeight) {
    return new LabelledImage(id, file, newWidth, newHeight, video, frame, time);
  }

  /** A copy with a file name. */
  public LabelledImage withFile(String newFile) {
    return new LabelledImage(id, newFile, width, height, video, frame, time);
  }

  /** A copy with its presentation time. */
  public LabelledImage withTime(Duration newTime) {
    return new LabelledImage(id, file, width, height, video, frame, newTime);
  }
}
