package dev.reelstate.evaluation.statistics;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Videos without end, of which a known share of the objects is found. How many objects a video has
 * does not depend on how well they are found, so that share is the expectation of the pooled rate.
 *
 * @param rate the share, between 0 and 1
 * @param alikeness how much the videos differ: their own rates have a beta distribution whose
 *     parameters have this sum; infinite if all have the same rate
 * @param objects the median number of objects of a video
 * @param skew the standard deviation of the logarithm of the number of objects
 */
record Population(double rate, double alikeness, int objects, double skew) {

  /** Draws videos. */
  Counts draw(int videos, Random random) {
    int[] sizes = IntStream.range(0, videos).map(i -> size(random)).toArray();
    return new Counts(
        IntStream.of(sizes).map(size -> found(size, ownRate(random), random)).toArray(), sizes);
  }

  /** Draws videos that two models look at, the second of which finds some of what is left. */
  Counts[] drawPair(int videos, double better, Random random) {
    Counts base = draw(videos, random);
    int[] more = IntStream.range(0, videos)
        .map(i -> base.found()[i] + found(base.objects()[i] - base.found()[i], better, random))
        .toArray();
    return new Counts[] {base, new Counts(more, base.objects())};
  }

  private int size(Random random) {
    return Math.max(1, (int) Math.round(objects * Math.exp(skew * random.nextGaussian())));
  }

  private double ownRate(Random random) {
    if (Double.isInfinite(alikeness)) {
      return rate;
    }
    double yes = gamma(rate * alikeness, random);
    return yes / (yes + gamma((1 - rate) * alikeness, random));
  }

  private static int found(int objects, double rate, Random random) {
    return (int)
        IntStream.range(0, objects).filter(i -> random.nextDouble() < rate).count();
  }

  /** After Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", 2000. */
  private static double gamma(double shape, Random random) {
    if (shape < 1) {
      return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + x / Math.sqrt(9 * d), 3);
      if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
