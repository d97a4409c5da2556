package dev.reelstate.examples.detect.overlay;

import dev.reelstate.annotation.Box;

/**
 * A box to draw.
 *
 * @param kind what it says
 * @param box where it is
 * @param text what is written at it; may be empty
 */
public record Mark(Kind kind, Box box, String text) {}
