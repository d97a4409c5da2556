/** Internal: the frames of a film one by one, as a pass meets them. */
@NullMarked
package dev.reelstate.processing.media.frame;

import org.jspecify.annotations.NullMarked;
