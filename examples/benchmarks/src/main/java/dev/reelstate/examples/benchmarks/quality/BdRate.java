package dev.reelstate.examples.benchmarks.quality;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.analysis.interpolation.AkimaSplineInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;

/**
 * The Bjøntegaard delta between two encoders (ITU-T VCEG-M33) with Akima's interpolation: the mean
 * difference of the logarithm of the bit rate, and of the processor time, over the range of quality
 * that both reach.
 *
 * @param bits how many times the bits of the other encoder
 * @param cpu how many times its processor time
 */
record BdRate(double bits, double cpu) {

  /** Akima's interpolation needs as many points. */
  static final int LEAST_POINTS = 5;

  /** Curves that share less, in dB, are not compared. */
  private static final double LEAST_RANGE = 0.5;

  private static final GaussIntegratorFactory GAUSS = new GaussIntegratorFactory();
  private static final int EXACT_FOR_CUBIC = 2;

  /** One encoder relative to another; empty if they share too little of the range of quality. */
  static Optional<BdRate> of(List<Point> ours, List<Point> theirs) {
    double low = Math.max(lowest(ours), lowest(theirs));
    double high = Math.min(-lowest(ours, -1), -lowest(theirs, -1));
    if (high - low < LEAST_RANGE) {
      return Optional.empty();
    }
    Optional<Double> bits = ratio(ours, theirs, Point::bitRate, low, high);
    Optional<Double> cpu = ratio(ours, theirs, Point::cpuSeconds, low, high);
    return bits.flatMap(rate -> cpu.map(time -> new BdRate(rate, time)));
  }

  /** The geometric mean of several films. */
  static BdRate mean(Collection<BdRate> films) {
    return new BdRate(mean(films, BdRate::bits), mean(films, BdRate::cpu));
  }

  private static double mean(Collection<BdRate> films, ToDoubleFunction<BdRate> value) {
    return Math.exp(films.stream()
        .mapToDouble(film -> Math.log(value.applyAsDouble(film)))
        .average()
        .orElse(Double.NaN));
  }

  private static double lowest(List<Point> points) {
    return lowest(points, 1);
  }

  private static double lowest(List<Point> points, int sign) {
    return points.stream().mapToDouble(point -> sign * point.xpsnr()).min().orElse(0);
  }

  private static Optional<Double> ratio(
      List<Point> ours,
      List<Point> theirs,
      ToDoubleFunction<Point> value,
      double low,
      double high) {
    return mean(ours, value, low, high)
        .flatMap(our -> mean(theirs, value, low, high).map(their -> Math.exp(our - their)));
  }

  /** The mean logarithm of a value; empty if too few points differ in quality. */
  private static Optional<Double> mean(
      List<Point> points, ToDoubleFunction<Point> value, double low, double high) {
    TreeMap<Double, Double> curve = new TreeMap<>();
    points.forEach(
        point -> curve.merge(point.xpsnr(), Math.log(value.applyAsDouble(point)), Math::min));
    if (curve.size() < LEAST_POINTS) {
      return Optional.empty();
    }
    PolynomialSplineFunction spline =
        new AkimaSplineInterpolator().interpolate(array(curve.keySet()), array(curve.values()));
    return Optional.of(area(spline, low, high) / (high - low));
  }

  /** The exact integral: between two knots the spline is a polynomial of the third degree. */
  private static double area(PolynomialSplineFunction spline, double low, double high) {
    double[] knots = spline.getKnots();
    double area = 0;
    for (int i = 1; i < knots.length; i++) {
      double from = Math.max(low, knots[i - 1]);
      double to = Math.min(high, knots[i]);
      if (from < to) {
        area += GAUSS.legendre(EXACT_FOR_CUBIC, from, to).integrate(spline);
      }
    }
    return area;
  }

  private static double[] array(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
