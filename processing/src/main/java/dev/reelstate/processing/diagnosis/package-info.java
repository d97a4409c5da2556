/** The bundle that an operator sends to whoever helps. Internal. */
@NullMarked
package dev.reelstate.processing.diagnosis;

import org.jspecify.annotations.NullMarked;
