/** Finds objects in a video, writes them down, and draws where a detector is right and wrong. */
@NullMarked
package dev.reelstate.examples.detect;

import org.jspecify.annotations.NullMarked;
