/** COCO JSON: one file of images, categories and annotations, or a list of results. */
@NullMarked
package dev.reelstate.processing.format.coco;

import org.jspecify.annotations.NullMarked;
