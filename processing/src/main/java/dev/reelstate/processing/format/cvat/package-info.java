/** CVAT XML 1.1, for videos and for images. */
@NullMarked
package dev.reelstate.processing.format.cvat;

import org.jspecify.annotations.NullMarked;
