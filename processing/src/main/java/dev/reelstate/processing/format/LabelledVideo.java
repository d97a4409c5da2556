package dev.reelstate.processing.format;

import org.jspecify.annotations.Nullable;

/**
 * A video whose frames are labelled. Immutable and thread-safe.
 *
 * @param name identifies it within its data; not blank
 * @param frameRate frames per second, positive and finite, or null if it is not known
 */
public record LabelledVideo(String name, @Nullable Double frameRate) {

  /**
   * Checks name and rate.
   *
   * @throws IllegalArgumentException if the name is blank or the rate is not a positive number
   */
  public LabelledVideo {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A video needs a name.");
    }
    if (frameRate != null && !(frameRate > 0 && Double.isFinite(frameRate))) {
      throw new IllegalArgumentException("A frame rate must be positive, not " + frameRate + ".");
    }
  }
}
