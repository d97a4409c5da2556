/** Measures what it costs to score detections against ground truth. */
@NullMarked
package dev.reelstate.examples.benchmarks.evaluation;

import org.jspecify.annotations.NullMarked;
