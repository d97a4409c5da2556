/** Converts annotations between the formats of the field, and says what was lost. */
@NullMarked
package dev.reelstate.examples.convert;

import org.jspecify.annotations.NullMarked;
