package dev.reelstate.evaluation.detection;

import dev.reelstate.annotation.Box;

/**
 * An object to find.
 *
 * @param index its position in the truth of its scene
 * @param box where it is
 * @param area its area in square pixels, which may be smaller than that of the box
 * @param crowd whether it is a region with several objects, of which each detection may find one
 * @param ignored whether it counts neither when found nor when missed
 */
public record Target(int index, Box box, double area, boolean crowd, boolean ignored) {}
