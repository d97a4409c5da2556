/** MOTChallenge text: ground truth and results of trackers, one object a line. */
@NullMarked
package dev.reelstate.processing.format.mot;

import org.jspecify.annotations.NullMarked;
