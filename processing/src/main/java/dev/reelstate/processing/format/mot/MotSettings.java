package dev.reelstate.processing.format.mot;

import dev.reelstate.processing.format.PixelConvention;
import org.jspecify.annotations.Nullable;

/**
 * Settings.
 *
 * @param firstFrame the number of the first frame, 0 or 1
 * @param pixels what coordinates mean
 * @param resultLabel the class of detections, or null for that of the truth
 * @param tracked whether every line must have a track
 */
record MotSettings(
    int firstFrame, PixelConvention pixels, @Nullable String resultLabel, boolean tracked) {

  MotSettings withFirstFrame(int number) {
    return new MotSettings(number, pixels, resultLabel, tracked);
  }

  MotSettings withPixels(PixelConvention convention) {
    return new MotSettings(firstFrame, convention, resultLabel, tracked);
  }

  MotSettings withResultLabel(String label) {
    return new MotSettings(firstFrame, pixels, label, tracked);
  }

  MotSettings withTracked(boolean needed) {
    return new MotSettings(firstFrame, pixels, resultLabel, needed);
  }
}
