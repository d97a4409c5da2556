package dev.reelstate.processing.media;

/**
 * How loud sound is, measured as EBU R 128 says.
 *
 * @param integrated programme loudness in LUFS; -70 for silence
 * @param range loudness range in LU
 * @param truePeak the highest true peak in dBTP; -100 or less for silence
 */
public record Loudness(double integrated, double range, double truePeak) {

  /** Peaks are kept this far below full scale, in dBTP, as EBU R 128 asks. */
  private static final double HIGHEST_PEAK = -1;

  /** What counts as silence. */
  private static final double SILENCE = -69.9;

  /**
   * By how many decibels the sound has to be raised to a programme loudness; less if its peaks
   * would be cut off.
   */
  public double gainTo(double target) {
    return integrated <= SILENCE ? 0 : Math.min(target - integrated, HIGHEST_PEAK - truePeak);
  }
}
