package dev.reelstate.examples.benchmarks.tracking;

import dev.reelstate.annotation.Box;
import java.util.List;

/** How much of a box others leave to be seen. */
final class Cover {

  private static final int POINTS = 12;

  private Cover() {}

  /** The share of the box that none of the others covers, from 0 to 1, counted on a grid. */
  static double visible(Box box, List<Box> others) {
    int seen = 0;
    for (int row = 0; row < POINTS; row++) {
      for (int column = 0; column < POINTS; column++) {
        double x = box.x() + box.width() * (column + 0.5) / POINTS;
        double y = box.y() + box.height() * (row + 0.5) / POINTS;
        seen += others.stream().noneMatch(other -> contains(other, x, y)) ? 1 : 0;
      }
    }
    return seen / (double) (POINTS * POINTS);
  }

  private static boolean contains(Box box, double x, double y) {
    return x >= box.x() && x < box.right() && y >= box.y() && y < box.bottom();
  }
}
