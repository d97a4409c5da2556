/** Internal: poster, storyboard and preview, and the tap that picks the pictures for them. */
@NullMarked
package dev.reelstate.processing.media.still;

import org.jspecify.annotations.NullMarked;
