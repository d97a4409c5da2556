/** Internal: detection as a step, from sampled frames to a draft of ground truth. */
@NullMarked
package dev.reelstate.processing.proposal;

import org.jspecify.annotations.NullMarked;
