/**
 * Annotations and detections in the file formats of the field, by way of one neutral model. What a
 * format cannot hold is listed in a {@link dev.reelstate.processing.format.LossReport}.
 */
@NullMarked
package dev.reelstate.processing.format;

import org.jspecify.annotations.NullMarked;
