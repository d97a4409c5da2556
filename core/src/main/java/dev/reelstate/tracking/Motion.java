package dev.reelstate.tracking;

import dev.reelstate.annotation.Box;

/**
 * Where an object is expected: a Kalman filter over the centre, the width and the height of its
 * box. Not thread-safe.
 *
 * <p>Noise is in proportion to the object's size, the square root of its area, and to time, so that
 * any frame rate gives much the same tracks. The noise of measurements and of the first speed is
 * ByteTrack's for pedestrians, whose size is there their height: 1/20, and 10/160 in a frame of
 * 1/30 second. The growth of both variances is smaller than there (0.19 and 2.6), because a speed
 * that is believed for longer bridges occlusions better.
 */
final class Motion {

  private static final double MEASURED = 0.08;
  private static final double FIRST_SPEED = 2;
  private static final double WANDER = 0.02;
  private static final double UNREST = 0.5;
  private static final double MOST_DOUBT = 0.5;
  private static final double SMALLEST = 1e-3;

  private final Coordinate x;
  private final Coordinate y;
  private final Coordinate width;
  private final Coordinate height;

  /** Starts at a box that is not empty. */
  Motion(Box box) {
    double size = size(box);
    x = new Coordinate(box.x() + box.width() / 2, MEASURED * size, FIRST_SPEED * size);
    y = new Coordinate(box.y() + box.height() / 2, MEASURED * size, FIRST_SPEED * size);
    width = new Coordinate(box.width(), MEASURED * size, MEASURED * size);
    height = new Coordinate(box.height(), MEASURED * size, MEASURED * size);
  }

  private static double size(Box box) {
    return Math.sqrt(box.area());
  }

  /** Moves on by so many seconds. */
  void predict(double time) {
    double square = box().area();
    x.predict(time, WANDER * square, UNREST * square);
    y.predict(time, WANDER * square, UNREST * square);
    width.predict(time, WANDER * square, UNREST * square);
    height.predict(time, WANDER * square, UNREST * square);
  }

  /** Takes the box that was seen. */
  void correct(Box seen) {
    double deviation = MEASURED * size(seen);
    x.correct(seen.x() + seen.width() / 2, deviation);
    y.correct(seen.y() + seen.height() / 2, deviation);
    width.correct(seen.width(), deviation);
    height.correct(seen.height(), deviation);
  }

  /** Keeps the size while nothing is seen of the object; a trend would soon leave nothing of it. */
  void keepSize() {
    width.stop();
    height.stop();
  }

  /** The place where the object is expected. */
  Box box() {
    double wide = Math.max(SMALLEST, width.position());
    double high = Math.max(SMALLEST, height.position());
    return new Box(x.position() - wide / 2, y.position() - high / 2, wide, high);
  }

  /**
   * How far the centre may be off, in pixels, but no more than half of the object's size. Boxes are
   * widened by it before they are compared, so that a fast object is found again on sparse frames
   * and after it was hidden (buffered overlap, Yang et al., 2023).
   */
  double doubt() {
    return Math.min(MOST_DOUBT * size(box()), Math.max(x.deviation(), y.deviation()));
  }
}
