/** A generated clip, so that examples and tests need no video at hand. */
@NullMarked
package dev.reelstate.processing.media.sample;

import org.jspecify.annotations.NullMarked;
