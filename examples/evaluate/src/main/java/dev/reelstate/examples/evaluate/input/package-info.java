/** Reads what the commands are given and the library has no format for. */
@NullMarked
package dev.reelstate.examples.evaluate.input;

import org.jspecify.annotations.NullMarked;
