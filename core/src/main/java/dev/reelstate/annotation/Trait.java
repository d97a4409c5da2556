package dev.reelstate.annotation;

/** What makes an annotation count for less when detections are scored against it. */
public enum Trait {
  /** Hard to make out, even for people. */
  DIFFICULT(1),
  /** Stands for several objects that were not drawn one by one. */
  CROWD(2),
  /** Neither to be found nor to be missed. */
  IGNORE(4);

  private final int bit;

  Trait(int bit) {
    this.bit = bit;
  }

  /** Its bit in the canonical form. */
  int bit() {
    return bit;
  }
}
