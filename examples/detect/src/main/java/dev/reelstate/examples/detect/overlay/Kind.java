package dev.reelstate.examples.detect.overlay;

import java.awt.Color;

/**
 * What a box says. Colours are of the palette of Okabe and Ito, which people with any colour vision
 * tell apart; they also differ in brightness, and each kind has a stroke and a sign of its own.
 */
public enum Kind {
  /** What was found, where no truth is known. */
  FOUND("found", 0x56B4E9, Stroke.SOLID, Sign.NONE),
  /** What is to be seen, under what was found of it. */
  TRUTH("truth", 0xFFFFFF, Stroke.DOTTED, Sign.NONE),
  /** Found, and right. */
  HIT("hit", 0x56B4E9, Stroke.SOLID, Sign.TICK),
  /** To be seen, and not found. */
  MISS("miss", 0xF0E442, Stroke.DASHED, Sign.RING),
  /** Found, and not there. */
  FALSE_ALARM("false alarm", 0xD55E00, Stroke.DOUBLE, Sign.CROSS),
  /** Counts neither way. */
  IGNORED("ignored", 0xBBBBBB, Stroke.DOTTED, Sign.NONE);

  /** How a line is drawn. */
  enum Stroke {
    SOLID,
    DASHED,
    DOTTED,
    DOUBLE
  }

  /** What is drawn before the words of a label. */
  enum Sign {
    NONE,
    TICK,
    RING,
    CROSS
  }

  private final String words;
  private final Color color;
  private final Stroke stroke;
  private final Sign sign;

  Kind(String words, int color, Stroke stroke, Sign sign) {
    this.words = words;
    this.color = new Color(color);
    this.stroke = stroke;
    this.sign = sign;
  }

  /** Its name in the legend. */
  public String words() {
    return words;
  }

  Color color() {
    return color;
  }

  Stroke stroke() {
    return stroke;
  }

  Sign sign() {
    return sign;
  }
}
