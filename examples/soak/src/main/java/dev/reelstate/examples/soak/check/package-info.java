/** Judges a soak: compares the store with what every process wrote down. */
@NullMarked
package dev.reelstate.examples.soak.check;

import org.jspecify.annotations.NullMarked;
