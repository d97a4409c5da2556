/**
 * The platform facade: what a host builds, starts, feeds and closes, and the recipe that says what
 * is made of a video.
 */
@NullMarked
package dev.reelstate.processing;

import org.jspecify.annotations.NullMarked;
