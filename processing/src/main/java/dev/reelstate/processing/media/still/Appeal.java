package dev.reelstate.processing.media.still;

/** How much a picture tells of a film: well lit, sharp, in colour, and no card, slate or test. */
final class Appeal {

  /** Sharpness that is worth one half. */
  private static final double SHARP = 8;

  /** With this much contrast, more does not make a picture better. */
  private static final double RICH = 150;

  /** Likewise for colour. */
  private static final double COLOURFUL = 25;

  /** Colour bars, titles on a plain ground and the like consist of areas of one colour. */
  private static final double DRAWN_FROM = 0.5;

  private static final double DRAWN_AT = 0.75;

  /** Credits are mostly black, and flat but for their letters. */
  private static final double MOSTLY_BLACK = 0.6;

  private static final double FLAT_FROM = 0.75;
  private static final double FLAT_AT = 0.93;

  private static final double CARD = 0.08;

  private static final double DARKEST = 45;
  private static final double DARK = 80;
  private static final double BRIGHT = 200;
  private static final double BRIGHTEST = 248;

  private static final double WHITE_FROM = 0.03;
  private static final double WHITE_AT = 0.2;
  private static final double MOSTLY_WHITE = 0.6;

  private Appeal() {}

  /** The appeal of a picture, from 0 to 1. */
  static double of(Look look) {
    double contrast = Math.min(1, look.contrast() / RICH);
    double sharpness = look.sharpness() / (look.sharpness() + SHARP);
    double colour = Math.min(1, look.colour() / COLOURFUL);
    return (0.1 + 0.9 * contrast)
        * (0.1 + 0.9 * sharpness)
        * (0.8 + 0.2 * colour)
        * light(look)
        * (1 - (1 - CARD) * card(look));
  }

  private static double light(Look look) {
    double dark = between(look.lit(), DARKEST, DARK);
    double bright = 1 - between(look.mean(), BRIGHT, BRIGHTEST);
    double white = 1 - (1 - MOSTLY_WHITE) * between(look.white(), WHITE_FROM, WHITE_AT);
    return 0.05 + 0.95 * Math.min(dark, Math.min(bright, white));
  }

  private static double card(Look look) {
    double drawn = between(look.drawn(), DRAWN_FROM, DRAWN_AT);
    return look.black() < MOSTLY_BLACK
        ? drawn
        : Math.max(drawn, between(look.flat(), FLAT_FROM, FLAT_AT));
  }

  private static double between(double value, double from, double to) {
    return Math.max(0, Math.min(1, (value - from) / (to - from)));
  }
}
