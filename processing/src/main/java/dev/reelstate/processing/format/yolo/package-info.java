/** YOLO text: one file an image, with boxes in shares of the picture. */
@NullMarked
package dev.reelstate.processing.format.yolo;

import org.jspecify.annotations.NullMarked;
