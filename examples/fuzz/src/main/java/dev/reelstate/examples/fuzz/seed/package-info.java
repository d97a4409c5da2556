/** Small files of every accepted container. */
@NullMarked
package dev.reelstate.examples.fuzz.seed;

import org.jspecify.annotations.NullMarked;
