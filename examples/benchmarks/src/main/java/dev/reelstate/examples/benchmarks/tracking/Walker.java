package dev.reelstate.examples.benchmarks.tracking;

import dev.reelstate.annotation.Box;

/**
 * A person who walks on, now faster and now slower. Lengths in pixels, speeds in pixels a second.
 *
 * @param name the person's track
 * @param x where the middle of the feet is at first
 * @param y where the feet are at first; who is lower in the picture is nearer
 * @param right the speed to the right
 * @param down the speed downwards
 * @param pace when the person hurries, as an angle of a cycle of five seconds
 */
record Walker(String name, double x, double y, double right, double down, double pace) {

  private static final double CYCLE = 5;
  private static final double HURRY = 0.4;

  private static final double ASPECT = 0.4;
  private static final double NEARNESS = 0.3;

  /** The person's box after so many seconds. */
  Box at(double seconds) {
    double feet = y + down * seconds;
    double height = NEARNESS * feet;
    double width = ASPECT * height;
    double gone = seconds + HURRY * Math.sin(2 * Math.PI * seconds / CYCLE + pace);
    return new Box(x + right * gone - width / 2, feet - height, width, height);
  }
}
