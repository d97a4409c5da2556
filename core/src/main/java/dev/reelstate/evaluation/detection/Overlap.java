package dev.reelstate.evaluation.detection;

import dev.reelstate.annotation.Box;

/** How much of two boxes is common to both. */
public enum Overlap {
  /** A box ends where it says. */
  CONTINUOUS(0),
  /** A box ends one pixel later: its edges are the first and the last pixel that belong to it. */
  PIXEL_INCLUSIVE(1);

  private final int extra;

  Overlap(int extra) {
    this.extra = extra;
  }

  /** Intersection over union, from 0 to 1. */
  public double ofUnion(Box one, Box other) {
    double common = common(one, other);
    return common > 0 ? common / (area(one) + area(other) - common) : 0;
  }

  /** The share of a box that lies in a region, from 0 to 1. */
  public double within(Box box, Box region) {
    double common = common(box, region);
    return common > 0 ? common / area(box) : 0;
  }

  private double common(Box one, Box other) {
    double width = Math.min(one.right(), other.right()) - Math.max(one.x(), other.x()) + extra;
    double height = Math.min(one.bottom(), other.bottom()) - Math.max(one.y(), other.y()) + extra;
    return width > 0 && height > 0 ? width * height : 0;
  }

  private double area(Box box) {
    return (box.width() + extra) * (box.height() + extra);
  }
}
