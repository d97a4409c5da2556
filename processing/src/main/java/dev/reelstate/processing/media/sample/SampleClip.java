package dev.reelstate.processing.media.sample;

import dev.reelstate.ReelstateException;
import dev.reelstate.processing.media.MediaException;
import dev.reelstate.processing.media.MediaFailures;
import dev.reelstate.processing.media.libav.LibavException;
import dev.reelstate.processing.media.libav.MediaNatives;
import dev.reelstate.task.FailureCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Generates a clip, so that trying or testing Reelstate needs no video at hand.
 *
 * <p>The pictures show a moving, colourful pattern and the time in digits; every four seconds the
 * colours change abruptly, as at a scene cut. Along the bottom a row of {@value #MARKER_BITS} black
 * or white fields gives the picture's number in binary, lowest bit on the left. The sound is a soft
 * melody of plucked tones. By default the clip is H.264 with AAC in MP4.
 *
 * <p>Immutable and thread-safe; each {@code with…} method returns a changed copy.
 *
 * @param width stored width in pixels, at least 16
 * @param height stored height in pixels, at least 16
 * @param frameRate pictures per second
 * @param duration the duration of pictures and sound
 * @param container {@code mp4}, {@code matroska} or {@code mpegts}
 * @param turn how far players have to turn the stored picture clockwise: 0, 90, 180 or 270 degrees
 * @param mirrored whether players have to flip it left to right after that
 * @param pictures whether there is a video track
 * @param sound whether there is an audio track
 * @param variableFrameRate whether four out of every ten pictures are left out, so that the rate
 *     varies
 * @param headerDuration whether the header states the duration; only {@code matroska} can do
 *     without
 * @param black whether all pictures are black
 */
public record SampleClip(
    int width,
    int height,
    double frameRate,
    Duration duration,
    String container,
    int turn,
    boolean mirrored,
    boolean pictures,
    boolean sound,
    boolean variableFrameRate,
    boolean headerDuration,
    boolean black) {

  /** Fields in the marker row; the picture's number is stored modulo two to the power of this. */
  public static final int MARKER_BITS = 12;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a side is under 16 pixels, the rate or duration is not
   *     positive, or the clip is empty
   */
  public SampleClip {
    if (width < 16 || height < 16) {
      throw new IllegalArgumentException(
          "A clip must have sides of at least 16 pixels, not " + width + "x" + height + ".");
    }
    if (frameRate <= 0 || duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("A clip must have a positive frame rate and duration.");
    }
    if (!pictures && !sound) {
      throw new IllegalArgumentException("A clip must have pictures or sound.");
    }
  }

  /**
   * A clip with pictures and sound. An odd width or height is stored as MPEG-4 part 2, which allows
   * it.
   */
  public static SampleClip of(int width, int height, double frameRate, Duration duration) {
    return new SampleClip(
        width, height, frameRate, duration, "mp4", 0, false, true, true, false, true, false);
  }

  /** A copy with no audio track. */
  public SampleClip withoutSound() {
    return copy(
        container, turn, mirrored, pictures, false, variableFrameRate, headerDuration, black);
  }

  /** A copy with no video track. */
  public SampleClip withoutPictures() {
    return copy(container, turn, mirrored, false, sound, variableFrameRate, headerDuration, black);
  }

  /**
   * A copy whose stored pictures must be turned clockwise by 0, 90, 180 or 270 degrees to be
   * upright.
   */
  public SampleClip withTurn(int degrees) {
    return copy(
        container, degrees, mirrored, pictures, sound, variableFrameRate, headerDuration, black);
  }

  /** A copy whose stored pictures must be flipped left to right, after any turn. */
  public SampleClip withMirroring() {
    return copy(container, turn, true, pictures, sound, variableFrameRate, headerDuration, black);
  }

  /** A copy in which the time between pictures varies. */
  public SampleClip withVariableFrameRate() {
    return copy(container, turn, mirrored, pictures, sound, true, headerDuration, black);
  }

  /** A copy in {@code mp4}, {@code matroska} or {@code mpegts}. */
  public SampleClip withContainer(String name) {
    return copy(name, turn, mirrored, pictures, sound, variableFrameRate, headerDuration, black);
  }

  /** A copy in Matroska whose header states no duration, as in live recordings. */
  public SampleClip withoutDuration() {
    return copy("matroska", turn, mirrored, pictures, sound, variableFrameRate, false, black);
  }

  /** A copy in which all pictures are black. */
  public SampleClip withBlackPictures() {
    return copy(
        container, turn, mirrored, pictures, sound, variableFrameRate, headerDuration, true);
  }

  private SampleClip copy(
      String newContainer,
      int newTurn,
      boolean newMirrored,
      boolean newPictures,
      boolean newSound,
      boolean newVariable,
      boolean newHeaderDuration,
      boolean newBlack) {
    return new SampleClip(
        width,
        height,
        frameRate,
        duration,
        newContainer,
        newTurn,
        newMirrored,
        newPictures,
        newSound,
        newVariable,
        newHeaderDuration,
        newBlack);
  }

  /**
   * Writes the clip; an existing file is replaced.
   *
   * @throws ReelstateException with {@link FailureCode#NATIVES_MISSING},
   *     {@link FailureCode#STORAGE_FULL} or {@link FailureCode#STORAGE_UNAVAILABLE}
   */
  public void write(Path file) {
    try {
      encode(file.toAbsolutePath());
    } catch (MediaException e) {
      throw new ReelstateException(e.failure(), e);
    }
  }

  private void encode(Path file) throws MediaException {
    MediaNatives.require();
    try (SampleClipWriter writer = new SampleClipWriter(this, file)) {
      writer.write();
    } catch (LibavException e) {
      throw MediaFailures.internal(e);
    } catch (IOException e) {
      throw MediaFailures.storage(e);
    }
  }
}
