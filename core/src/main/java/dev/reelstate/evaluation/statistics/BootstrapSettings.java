package dev.reelstate.evaluation.statistics;

/**
 * How a bootstrap draws. Equal settings give equal intervals, in every release and on every JVM.
 * Immutable and thread-safe.
 *
 * @param seed where the random numbers start; any number
 * @param samples how many resamples to draw, from 100 to 1,000,000; the ends of an interval with a
 *     confidence of 0.95 are steady from about 1,000
 * @param confidence how often such intervals shall contain what they estimate, such as 0.95;
 *     between 0 and 1
 */
public record BootstrapSettings(long seed, int samples, double confidence) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if samples or confidence are out of range
   */
  public BootstrapSettings {
    if (samples < 100 || samples > 1_000_000) {
      throw new IllegalArgumentException(
          "A bootstrap draws from 100 to 1000000 samples, not " + samples + ".");
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "A confidence is between 0 and 1, but is " + confidence + ".");
    }
  }

  /** 2,000 samples, a confidence of 0.95 and the seed 1. */
  public static BootstrapSettings standard() {
    return new BootstrapSettings(1, 2_000, 0.95);
  }

  /** A copy with a different seed. */
  public BootstrapSettings withSeed(long newSeed) {
    return new BootstrapSettings(newSeed, samples, confidence);
  }

  /** A copy with a different number of samples, from 100 to 1,000,000. */
  public BootstrapSettings withSamples(int newSamples) {
    return new BootstrapSettings(seed, newSamples, confidence);
  }

  /** A copy with a different confidence, between 0 and 1. */
  public BootstrapSettings withConfidence(double newConfidence) {
    return new BootstrapSettings(seed, samples, newConfidence);
  }
}
