package dev.reelstate.evaluation.detection;

/**
 * A range of areas in square pixels.
 *
 * @param least the smallest, inclusive
 * @param most the largest, inclusive
 */
public record AreaRange(double least, double most) {

  boolean contains(double area) {
    return area >= least && area <= most;
  }
}
