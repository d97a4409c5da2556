package dev.reelstate.tracking;

/**
 * A Kalman filter of one coordinate that moves at an almost constant speed. Not thread-safe.
 *
 * <p>SORT's and ByteTrack's noise has no correlation between coordinates, so their filter of eight
 * numbers is four of these, which need no matrices. Lengths are in pixels, times in seconds.
 */
final class Coordinate {

  private double position;
  private double speed;
  private double positionVariance;
  private double covariance;
  private double speedVariance;

  /** Starts at a place, at rest, with the standard deviations of both. */
  Coordinate(double position, double deviation, double speedDeviation) {
    this.position = position;
    positionVariance = deviation * deviation;
    speedVariance = speedDeviation * speedDeviation;
  }

  double position() {
    return position;
  }

  double deviation() {
    return Math.sqrt(positionVariance);
  }

  void stop() {
    speed = 0;
  }

  /**
   * Moves on.
   *
   * @param time how long, in seconds, not negative
   * @param wander how much the variance of the position grows in a second
   * @param unrest how much the variance of the speed grows in a second: white acceleration
   */
  void predict(double time, double wander, double unrest) {
    position += speed * time;
    positionVariance += 2 * time * covariance
        + time * time * speedVariance
        + unrest * time * time * time / 3
        + wander * time;
    covariance += time * speedVariance + unrest * time * time / 2;
    speedVariance += unrest * time;
  }

  /** Takes a measurement with its standard deviation, which is positive. */
  void correct(double measured, double deviation) {
    double total = positionVariance + deviation * deviation;
    double gain = positionVariance / total;
    double speedGain = covariance / total;
    double surprise = measured - position;
    position += gain * surprise;
    speed += speedGain * surprise;
    speedVariance -= speedGain * covariance;
    covariance *= 1 - gain;
    positionVariance *= 1 - gain;
  }
}
