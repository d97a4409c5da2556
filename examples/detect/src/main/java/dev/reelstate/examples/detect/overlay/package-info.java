/** Draws boxes onto the pictures of a film. */
@NullMarked
package dev.reelstate.examples.detect.overlay;

import org.jspecify.annotations.NullMarked;
