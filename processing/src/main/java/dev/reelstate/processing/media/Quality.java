package dev.reelstate.processing.media;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How close the encoded pictures of a rung are to the input of its encoder: the source's pictures,
 * upright and scaled to the rung's size.
 *
 * @param pictures the number of pictures compared
 * @param psnr peak signal-to-noise ratio of all samples of all planes, in dB; at most
 *     {@link #ALIKE}
 * @param ssim mean structural similarity of all planes, weighted by their size; 1 for identical
 *     pictures (Wang et al., 2004)
 * @param xpsnr PSNR of the luma, weighted by visibility, in dB; at most {@link #ALIKE} (Helmrich et
 *     al., 2020)
 */
public record Quality(long pictures, double psnr, double ssim, double xpsnr) {

  /** The ratio, in dB, that stands for identical pictures. */
  public static final double ALIKE = 100;

  /**
   * Converts sums of errors over all pictures; those of PSNR are squared, those of XPSNR are not.
   */
  public static Quality ofErrors(
      long pictures, double squares, double similarity, double weighted) {
    return new Quality(
        pictures,
        decibels(10, squares / pictures),
        similarity / pictures,
        decibels(20, weighted / pictures));
  }

  /** The quality of a rung whose parts were measured separately. */
  public static Quality together(List<Quality> parts) {
    return ofErrors(
        parts.stream().mapToLong(Quality::pictures).sum(),
        sum(parts, part -> error(10, part.psnr)),
        sum(parts, part -> part.ssim),
        sum(parts, part -> error(20, part.xpsnr)));
  }

  private static double sum(List<Quality> parts, ToDoubleFunction<Quality> value) {
    return parts.stream()
        .mapToDouble(part -> part.pictures * value.applyAsDouble(part))
        .sum();
  }

  /** The error that a ratio stands for, relative to the largest possible error. */
  public static double error(int scale, double decibels) {
    return decibels >= ALIKE ? 0 : Math.pow(10, -decibels / scale);
  }

  private static double decibels(int scale, double error) {
    return Math.min(ALIKE, -scale * Math.log10(error));
  }
}
