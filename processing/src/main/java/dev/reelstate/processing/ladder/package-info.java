/** The sizes, bit rates and qualities of a film's rungs. */
@NullMarked
package dev.reelstate.processing.ladder;

import org.jspecify.annotations.NullMarked;
