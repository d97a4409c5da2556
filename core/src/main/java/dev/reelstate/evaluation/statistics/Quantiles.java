package dev.reelstate.evaluation.statistics;

/**
 * Quantiles of the normal distribution, of Student's and of a sample. Bits do not depend on the
 * JVM.
 */
final class Quantiles {

  /** Beyond it, the normal distribution has less mass than a double resolves near 1. */
  private static final double FAR = 8.25;

  private Quantiles() {}

  /**
   * The mass of the standard normal distribution up to a point, to 1e-15, by the series of
   * Marsaglia, "Evaluating the Normal Distribution", 2004.
   */
  static double normalMass(double point) {
    if (Math.abs(point) > FAR) {
      return point < 0 ? 0 : 1;
    }
    double term = point;
    double sum = point;
    for (int odd = 3; sum + term != sum; odd += 2) {
      term *= point * point / odd;
      sum += term;
    }
    return 0.5 + sum * StrictMath.exp(-point * point / 2) / Math.sqrt(2 * Math.PI);
  }

  /** The point up to which the standard normal distribution has this mass, between 0 and 1. */
  static double normal(double mass) {
    double low = -FAR;
    double high = FAR;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (normalMass(middle) < mass) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * The point up to which Student's distribution has this mass, between 0 and 1: the expansion of
   * Abramowitz and Stegun, 26.7.5. To 0.02 from 4 degrees of freedom on and masses from 0.005 to
   * 0.995.
   */
  static double student(double mass, double degrees) {
    double z = normal(mass);
    double s = z * z;
    double v = degrees;
    return z
        * (1
            + (s + 1) / (4 * v)
            + ((5 * s + 16) * s + 3) / (96 * v * v)
            + (((3 * s + 19) * s + 17) * s - 15) / (384 * v * v * v)
            + ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / (92160 * v * v * v * v));
  }

  /**
   * The point below which this share of a sorted sample lies, linear between the numbers. Each
   * number stands for the middle of the share that it takes up, so that equal numbers do not push
   * the point outward: Ma, Genton and Parzen, "Asymptotic Properties of Sample Quantiles of
   * Discrete Distributions", 2011.
   */
  static double sample(double[] sorted, double share) {
    double rank = share * sorted.length;
    double middle = 0;
    double number = sorted[0];
    for (int start = 0; start < sorted.length; ) {
      int end = start + 1;
      while (end < sorted.length && sorted[end] == sorted[start]) {
        end++;
      }
      double next = (start + end) / 2.0;
      if (next >= rank) {
        double part = next == rank ? 1 : (rank - middle) / (next - middle);
        return start == 0 ? sorted[0] : number + part * (sorted[start] - number);
      }
      middle = next;
      number = sorted[start];
      start = end;
    }
    return number;
  }
}
