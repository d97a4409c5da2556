package dev.reelstate.processing.media.trial;

/**
 * What a rung of a quality would cost on a film, and what it would show.
 *
 * @param bitRate in bits per second, with key frames as far apart as in the film
 * @param xpsnr how close its pictures are to the film's, both in the size of the largest rung, in
 *     dB
 */
public record TrialPoint(double bitRate, double xpsnr) {

  private static final double MOST_BITS = 1e10;
  private static final double ALIKE = 100;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if no encoder could have them
   */
  public TrialPoint {
    if (!(bitRate > 0 && bitRate < MOST_BITS) || !(xpsnr >= 0 && xpsnr <= ALIKE)) {
      throw new IllegalArgumentException(
          "No rung has " + bitRate + " bits per second and " + xpsnr + " dB.");
    }
  }
}
