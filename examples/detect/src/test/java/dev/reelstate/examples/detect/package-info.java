/** Tests of the command. */
@NullMarked
package dev.reelstate.examples.detect;

import org.jspecify.annotations.NullMarked;
