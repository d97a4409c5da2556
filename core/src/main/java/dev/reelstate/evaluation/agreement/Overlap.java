package dev.reelstate.evaluation.agreement;

import dev.reelstate.annotation.Box;

/** How well two boxes overlap. */
final class Overlap {

  private Overlap() {}

  /** Intersection over union, from 0 to 1; 0 if both are empty. */
  static double of(Box one, Box other) {
    double width = Math.min(one.right(), other.right()) - Math.max(one.x(), other.x());
    double height = Math.min(one.bottom(), other.bottom()) - Math.max(one.y(), other.y());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double common = width * height;
    return common / (one.area() + other.area() - common);
  }
}
