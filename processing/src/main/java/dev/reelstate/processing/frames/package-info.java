/**
 * The frames of a video one by one: the map of their numbers and times. Needs no native libraries.
 */
@NullMarked
package dev.reelstate.processing.frames;

import org.jspecify.annotations.NullMarked;
