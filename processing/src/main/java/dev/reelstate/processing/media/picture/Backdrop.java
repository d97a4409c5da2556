package dev.reelstate.processing.media.picture;

import java.util.Locale;

/**
 * Describes the filters that lay transparent pictures over one colour.
 *
 * <p>This comes before any scaling, which would mix colours that nobody is to see into those that
 * are seen.
 */
final class Backdrop {

  private Backdrop() {}

  /**
   * The filters for pictures of a format, which make them {@link PictureFormat#opaque}.
   *
   * @param color 0xRRGGBB
   */
  static String filters(PictureFormat format, int color) {
    return String.format(
        Locale.ROOT,
        "scale=in_color_matrix=%s,format=gbrap,split[front][rest];"
            + "[rest]format=gbrp,lutrgb=r=%d:g=%d:b=%d[back];"
            + "[back][front]overlay=format=gbrp:alpha=%s,format=gbrp",
        ColorTags.name(ColorTags.inputMatrix(format)),
        color >> 16 & 0xFF,
        color >> 8 & 0xFF,
        color & 0xFF,
        format.premultiplied() ? "premultiplied" : "straight");
  }
}
