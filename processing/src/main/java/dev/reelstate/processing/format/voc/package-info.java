/** Pascal VOC: one XML file an image, and detections by class. */
@NullMarked
package dev.reelstate.processing.format.voc;

import org.jspecify.annotations.NullMarked;
