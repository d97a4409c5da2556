package dev.reelstate.processing.format.mot;

import dev.reelstate.processing.format.PixelConvention;
import org.jspecify.annotations.Nullable;

/**
 * Settings.
 *
 * @param firstFrame the number of the first frame, 0 or 1
 * @param pixels what coordinates mean
 * @param resultLabel the class of detections, or null for that of the truth
 */
record MotSettings(
    int firstFrame, PixelConvention pixels, @Nullable String resultLabel) {}
