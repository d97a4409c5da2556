/** Internal: frames of a video on demand, from its map and its original to pictures. */
@NullMarked
package dev.reelstate.processing.fetch;

import org.jspecify.annotations.NullMarked;
