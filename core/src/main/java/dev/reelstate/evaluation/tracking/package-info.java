/** Scores tracks: CLEAR, identity and HOTA. Internal. */
@NullMarked
package dev.reelstate.evaluation.tracking;

import org.jspecify.annotations.NullMarked;
