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
 * Makes a clip of its own, so that nobody needs a video at hand to try Reelstate or to test it.
 *
 * <p>The pictures are a moving, colourful pattern with the time in figures; every four seconds the
 * colours change at once, as at a scene cut. Along the bottom a row of {@value #MARKER_BITS} black
 * or white fields gives the picture's number in binary, lowest bit at the left. The sound is a soft
 * melody of plucked tones. H.264 with AAC in MP4, if not asked otherwise.
 *
 * <p>Immutable and thread-safe; each {@code with…} answers a changed copy.
 *
 * @param width stored width in pixels, at least 16
 * @param height stored height in pixels, at least 16
 * @param frameRate pictures per second
 * @param duration of pictures and sound
 * @param container {@code mp4}, {@code matroska} or {@code mpegts}
 * @param turn how players have to turn the stored picture clockwise: 0, 90, 180 or 270 degrees
 * @param mirrored whether players have to flip it left to right after that
 * @param pictures whether there is a video track
 * @param sound whether there is an audio track
 * @param variableFrameRate whether four of each ten pictures are left out, so that the rate varies
 * @param headerDuration whether the header says how long the clip is; only {@code matroska} can do
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

  /** Fields in the marker row; the picture's number is counted modulo two to the power of this. */
  public static final int MARKER_BITS = 12;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a side is under 16 pixels, the rate or duration is not
   *     positive, or nothing is in the clip
   */
  public SampleClip {
    if (width < 16 || height < 16) {
      throw new IllegalArgumentException(
          "A clip has sides of 16 pixels or more, not " + width + "x" + height + ".");
    }
    if (frameRate <= 0 || duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("A clip has a positive frame rate and duration.");
    }
    if (!pictures && !sound) {
      throw new IllegalArgumentException("A clip has pictures or sound.");
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
   * A copy whose stored pictures are to be turned clockwise by 0, 90, 180 or 270 degrees to be
   * upright.
   */
  public SampleClip withTurn(int degrees) {
    return copy(
        container, degrees, mirrored, pictures, sound, variableFrameRate, headerDuration, black);
  }

  /** A copy whose stored pictures are to be flipped left to right, after any turn. */
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

  /** A copy in Matroska whose header does not say how long it is, as live recordings are. */
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
   * Writes the clip; a file that is there is replaced.
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
