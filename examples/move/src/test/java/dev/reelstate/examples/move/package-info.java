/** Tests of the move. */
@NullMarked
package dev.reelstate.examples.move;

import org.jspecify.annotations.NullMarked;
