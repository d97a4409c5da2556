package dev.reelstate.processing.recipe;

/**
 * How much work encoders put into saving bits. The quality stays the same; an encoder that has only
 * one speed ignores it.
 */
public enum Speed {
  /** The least processor time. */
  FAST,
  /** More processor time for fewer bits. */
  BALANCED,
  /** The fewest bits, for films that are watched often. */
  SMALL
}
