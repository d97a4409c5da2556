/**
 * Scores detections, tracks and events against ground truth with the numbers of the field's
 * reference tools. Pure functions over records: no input, no output.
 */
@NullMarked
package dev.reelstate.evaluation;

import org.jspecify.annotations.NullMarked;
