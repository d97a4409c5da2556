/**
 * The arithmetic behind the scores of detections: overlaps, matching, rankings and averages,
 * without knowing the records around it. Internal.
 */
@NullMarked
package dev.reelstate.evaluation.detection;

import org.jspecify.annotations.NullMarked;
