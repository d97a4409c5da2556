package dev.reelstate.annotation;

/**
 * A property that makes an annotation harder to find, or count for less when detections are scored.
 */
public enum Trait {
  /** Hard to make out, even for people. */
  DIFFICULT(1),
  /** Covers several objects that were not annotated individually. */
  CROWD(2),
  /** Counts neither when detected nor when missed. */
  IGNORE(4),
  /** Partly hidden by something else. Counts like any other. */
  OCCLUDED(8);

  private final int bit;

  Trait(int bit) {
    this.bit = bit;
  }

  /** Its bit in the canonical form. */
  int bit() {
    return bit;
  }
}
