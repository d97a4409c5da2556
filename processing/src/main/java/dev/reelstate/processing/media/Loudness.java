package dev.reelstate.processing.media;

/**
 * The loudness of sound, measured according to EBU R 128.
 *
 * @param integrated programme loudness in LUFS; -70 for silence
 * @param range loudness range in LU
 * @param truePeak the highest true peak in dBTP; -100 or less for silence
 */
public record Loudness(double integrated, double range, double truePeak) {

  /** The highest permitted true peak, in dBTP (EBU R 128). */
  private static final double HIGHEST_PEAK = -1;

  /** The highest loudness, in LUFS, that counts as silence. */
  private static final double SILENCE = -69.9;

  /**
   * The gain, in dB, that brings the sound to a programme loudness; less if its peaks would clip.
   */
  public double gainTo(double target) {
    return integrated <= SILENCE ? 0 : Math.min(target - integrated, HIGHEST_PEAK - truePeak);
  }
}
