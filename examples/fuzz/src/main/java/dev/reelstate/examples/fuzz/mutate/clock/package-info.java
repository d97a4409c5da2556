/** Finds the fields of files that count time. */
@NullMarked
package dev.reelstate.examples.fuzz.mutate.clock;

import org.jspecify.annotations.NullMarked;
